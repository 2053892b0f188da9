import type { TokenReader } from '../../viz/tokens';
import { readSetting, writeSetting } from '../logic/storage';

export const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];

function initial(): Theme {
  const kept = readSetting('theme');
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** The chosen theme, and design tokens resolved under it. */
class ThemeState {
  #choice = $state<Theme>(initial());
  #systemDark = $state(false);
  #printing = $state(false);

  constructor() {
    const query = window.matchMedia('(prefers-color-scheme: dark)');
    this.#systemDark = query.matches;
    query.addEventListener('change', (event) => (this.#systemDark = event.matches));
    const print = window.matchMedia('print');
    print.addEventListener('change', (event) => (this.#printing = event.matches));
    this.#mark();
  }

  get choice(): Theme {
    return this.#choice;
  }

  /** What is drawn now; paper is light. */
  get dark(): boolean {
    if (this.#printing) return false;
    return this.#choice === 'system' ? this.#systemDark : this.#choice === 'dark';
  }

  /** A reader of resolved tokens; a new one after every change, so that what is drawn with it is drawn again. */
  get tokens(): TokenReader {
    const element = document.documentElement;
    void this.dark;
    return (name) => window.getComputedStyle(element).getPropertyValue(`--${name}`).trim();
  }

  choose(theme: Theme): void {
    this.#choice = theme;
    this.#mark();
    writeSetting('theme', theme === 'system' ? null : theme);
  }

  #mark(): void {
    if (this.#choice === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = this.#choice;
  }
}

export const theme = new ThemeState();
