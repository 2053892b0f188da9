import type { en } from './en';
import { controls } from './id/controls';
import { shell } from './id/shell';
import { storage } from './id/storage';

/** Bahasa Indonesia; written, not translated. Same shape as English. */
export const id: typeof en = { ...shell, ...controls, storage };
