import { FORMATS, type Format, type Language } from '../../i18n/format';
import { MESSAGES, type Messages } from '../../i18n/messages';
import { readSetting, writeSetting } from '../logic/storage';

function initial(): Language {
  const kept = readSetting('language');
  if (kept === 'id' || kept === 'en') return kept;
  return /^(id|in|ms)\b/i.test(navigator.language) ? 'id' : 'en';
}

/** The chosen language, its messages and its formats. */
class LanguageState {
  #current = $state<Language>(initial());

  constructor() {
    document.documentElement.lang = this.#current;
  }

  get current(): Language {
    return this.#current;
  }

  get messages(): Messages {
    return MESSAGES[this.#current];
  }

  get format(): Format {
    return FORMATS[this.#current];
  }

  choose(language: Language): void {
    this.#current = language;
    document.documentElement.lang = language;
    writeSetting('language', language);
  }
}

export const language = new LanguageState();
