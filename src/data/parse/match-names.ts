/**
 * For each name its place among `known`, or -1: the same name, else the first that differs in case alone
 * and no other takes. No place is given twice. Case is Unicode's, whatever the language. Cost: O(names).
 */
export function matchNames(known: readonly string[], names: readonly string[]): number[] {
  const exact = new Map(known.map((name, place) => [name, place]));
  const places = names.map((name) => exact.get(name) ?? -1);
  const taken = new Set(places);
  const folded = new Map<string, number[]>();
  known.forEach((name, place) => {
    if (taken.has(place)) return;
    const key = name.toLowerCase();
    const alike = folded.get(key);
    if (alike === undefined) folded.set(key, [place]);
    else alike.push(place);
  });
  return places.map((place, i) =>
    place >= 0 ? place : (folded.get(names[i].toLowerCase())?.shift() ?? -1),
  );
}

/** Whether at least half of the names are known, whatever their case: a line of them is a header. */
export function areKnownNames(known: readonly string[], names: readonly string[]): boolean {
  const found = matchNames(known, names).filter((place) => place >= 0).length;
  return found > 0 && found * 2 >= names.length;
}
