import type { DictionaryColumn } from './column';
import { utf8At, utf8Count } from './utf8';

const cache = new WeakMap<DictionaryColumn, readonly string[]>();

/** The dictionary as strings, by code; decoded once a column object. Cost: O(levels) the first time. */
export function levelsOf(column: DictionaryColumn): readonly string[] {
  let levels = cache.get(column);
  if (levels === undefined) {
    levels = Array.from({ length: utf8Count(column.levels) }, (_, i) => utf8At(column.levels, i));
    cache.set(column, levels);
  }
  return levels;
}
