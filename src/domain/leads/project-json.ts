/** JSON has no words for these; they are written as {"$number": word}. */
const WORDS: ReadonlyMap<unknown, number> = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

function replace(_key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  return { $number: String(value) };
}

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$number' in value)) return value;
  return WORDS.get(value.$number) ?? value;
}

/** A plain value as JSON text, NaN and infinities included; keys keep their order. */
export function toJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, replace, indent);
}

/** The value `toJson` wrote. Throws SyntaxError. */
export function fromJson(text: string): unknown {
  return JSON.parse(text, revive) as unknown;
}
