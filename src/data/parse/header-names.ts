/**
 * Column names from a header's cells: trimmed; an empty one becomes column_N, N its place from 1; a
 * name seen before gets the suffix _2, _3 and so on. Names may be anything, `__proto__` included.
 */
export function headerNames(cells: readonly string[]): string[] {
  const taken = new Set<string>();
  const suffixes = new Map<string, number>();
  return cells.map((cell, i) => {
    const wanted = cell.trim() || `column_${i + 1}`;
    let name = wanted;
    let suffix = suffixes.get(wanted) ?? 1;
    while (taken.has(name)) name = `${wanted}_${++suffix}`;
    suffixes.set(wanted, suffix);
    taken.add(name);
    return name;
  });
}

/** One name a column from several lines of a header: what each line says, joined by a space. */
export function joinedNames(lines: readonly (readonly string[])[]): string[] {
  const width = Math.max(...lines.map((cells) => cells.length));
  return Array.from({ length: width }, (_, i) =>
    lines
      .map((cells) => (cells[i] ?? '').trim())
      .filter((name) => name !== '')
      .join(' '),
  );
}
