import { errors } from './en/errors';
import { prepare } from './en/prepare';
import { results } from './en/results';
import { shell } from './en/shell';

/** English. Strings, and functions of named parameters that take plain numbers. */
export const en = { ...shell, ...prepare, ...results, errors };
