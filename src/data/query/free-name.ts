/** A name that is not among `taken`, with as many suffixes as it takes; it is taken from then on. */
export function freeName(name: string, taken: Set<string>, suffix: string): string {
  let free = name;
  while (taken.has(free)) free += suffix;
  taken.add(free);
  return free;
}
