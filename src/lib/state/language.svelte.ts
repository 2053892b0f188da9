import { FORMATS, type Format, type Language } from '../../i18n/format';
import { loadBench, loadMessages, type BenchMessages, type Messages } from '../../i18n/messages';
import { readSetting, writeSetting } from '../logic/storage';
import { problems } from './problems.svelte';

function initial(): Language {
  const kept = readSetting('language');
  if (kept === 'id' || kept === 'en') return kept;
  return /^(id|in|ms)\b/i.test(navigator.language) ? 'id' : 'en';
}

/** The chosen language, its messages and its formats. */
class LanguageState {
  #current = $state<Language>(initial());
  #messages = $state.raw<Messages | null>(null);
  #bench = $state.raw<BenchMessages | null>(null);
  #wanted: Language = this.#current;
  #ready: Promise<void> | null = null;

  get current(): Language {
    return this.#current;
  }

  /** What every page shares. Throws before `start` is done: nothing is drawn before. */
  get messages(): Messages {
    return present(this.#messages);
  }

  /** What the benches' pages say. Throws before `ready`: `loadPage` waits for it. */
  get bench(): BenchMessages {
    return present(this.#bench);
  }

  get format(): Format {
    return FORMATS[this.#current];
  }

  /** Done once the benches have their words, which are fetched when they are first asked for. */
  get ready(): Promise<void> {
    this.#ready ??= this.#fetchBench();
    return this.#ready;
  }

  /** Fetches the words the page opens with. */
  async start(): Promise<void> {
    this.#messages = await loadMessages(this.#current);
    document.documentElement.lang = this.#current;
  }

  async #fetchBench(): Promise<void> {
    try {
      const bench = await loadBench(this.#current);
      this.#bench ??= bench;
    } catch (error) {
      this.#ready = null;
      throw error;
    }
  }

  /** Changes the language once its words are there; the last choice counts. Kept on this device. */
  async choose(language: Language): Promise<void> {
    this.#wanted = language;
    try {
      const [messages, bench] = await Promise.all([loadMessages(language), loadBench(language)]);
      if (this.#wanted !== language) return;
      this.#messages = messages;
      this.#bench = bench;
      this.#current = language;
      document.documentElement.lang = language;
      writeSetting('language', language);
    } catch (error) {
      problems.report(error);
    }
  }
}

function present<T>(words: T | null): T {
  if (words === null) throw new Error('its words are not here yet');
  return words;
}

export const language = new LanguageState();
