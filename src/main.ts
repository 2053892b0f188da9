import './lib/lock-down';
import './lib/styles/fonts.css';
import './lib/styles/tokens.css';
import './lib/styles/base.css';
import './lib/styles/controls.css';
import './lib/styles/layout.css';
import { mount } from 'svelte';
import App from './routes/App.svelte';

const target = document.getElementById('app');
if (target) mount(App, { target });
