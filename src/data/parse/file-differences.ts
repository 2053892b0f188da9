import type { TableColumns } from './table-columns';
import type { FileDifferences } from './types';

/**
 * How the columns of each file differ from the table's, in the order of the files. Cost: O(files x
 * columns).
 */
export function fileDifferences({ names, files }: TableColumns): FileDifferences[] {
  const owners = new Uint32Array(names.length);
  for (const { places } of files) for (const place of places) owners[place]++;
  return files.map(({ places, recased }) => {
    const here = new Set(places);
    const isAlone = files.length > 1;
    return {
      onlyHere: names.filter((_, i) => isAlone && here.has(i) && owners[i] === 1),
      missing: names.filter((_, i) => !here.has(i)),
      recased,
    };
  });
}
