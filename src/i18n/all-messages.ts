import { en } from './en';
import type { Language } from './format';
import { id } from './id';
import type { Messages } from './messages';

/** All messages by language, for a terminal and for tests; a page loads the one it needs. */
export const MESSAGES: Readonly<Record<Language, Messages>> = { id, en };
