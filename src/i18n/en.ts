import { controls } from './en/controls';
import { errors } from './en/errors';
import { shell } from './en/shell';

/** English, without the benches' pages. Strings, and functions of named parameters that take plain numbers. */
export const en = { ...shell, ...controls, errors };
