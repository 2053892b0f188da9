import { FORMATS, type Format, type Language } from '../../i18n/format';
import { loadMessages, type Messages } from '../../i18n/messages';
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
  #wanted: Language = this.#current;

  get current(): Language {
    return this.#current;
  }

  /** Throws before `start` is done: nothing is drawn before. */
  get messages(): Messages {
    if (this.#messages === null) throw new Error('no language yet');
    return this.#messages;
  }

  get format(): Format {
    return FORMATS[this.#current];
  }

  /** Fetches the messages the page opens with. */
  start(): Promise<void> {
    return this.#show(this.#current);
  }

  /** Changes the language once its messages are there; the last choice counts. Kept on this device. */
  async choose(language: Language): Promise<void> {
    try {
      await this.#show(language);
      writeSetting('language', this.#current);
    } catch (error) {
      problems.report(error);
    }
  }

  async #show(language: Language): Promise<void> {
    this.#wanted = language;
    const messages = await loadMessages(language);
    if (this.#wanted !== language) return;
    this.#messages = messages;
    this.#current = language;
    document.documentElement.lang = language;
  }
}

export const language = new LanguageState();
