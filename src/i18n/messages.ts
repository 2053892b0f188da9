import { en } from './en';
import type { Language } from './format';
import { id } from './id';

/** The shape every language fills. */
export type Messages = typeof en;

/** All messages by language. */
export const MESSAGES: Readonly<Record<Language, Messages>> = { id, en };
