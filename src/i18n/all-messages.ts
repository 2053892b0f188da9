import { bench as en } from './en/bench';
import type { Language } from './format';
import { bench as id } from './id/bench';
import type { BenchMessages } from './messages';

/** What errors say, by language, for a terminal and for tests; a page loads the one it needs. */
export const MESSAGES: Readonly<Record<Language, Pick<BenchMessages, 'errors'>>> = { id, en };
