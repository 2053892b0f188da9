import './workers/lock-down';
import './lib/hold-navigation';
import './lib/styles/fonts.css';
import './lib/styles/tokens.css';
import './lib/styles/base.css';
import './lib/styles/controls.css';
import './lib/styles/layout.css';
import { mount } from 'svelte';
import { language } from './lib/state/language.svelte';
import App from './routes/App.svelte';

const target = document.getElementById('app');
// No word but the name is drawn before its language is there: a page in the wrong one would flash.
if (target) {
  void language.start().then(() => {
    target.replaceChildren();
    mount(App, { target });
  });
}
