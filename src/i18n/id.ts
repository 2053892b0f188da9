import type { en } from './en';
import { errors } from './id/errors';
import { prepare } from './id/prepare';
import { results } from './id/results';
import { shell } from './id/shell';

/** Bahasa Indonesia; written, not translated. Same shape as English. */
export const id: typeof en = { ...shell, ...prepare, ...results, errors };
