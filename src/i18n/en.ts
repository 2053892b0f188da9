import { controls } from './en/controls';
import { shell } from './en/shell';
import { storage } from './en/storage';

/** English, without the benches' pages. Strings, and functions of named parameters that take plain numbers. */
export const en = { ...shell, ...controls, storage };
