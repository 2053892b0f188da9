const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/**
 * Where an arrow key leads in a group of choices that is one tab stop: to the next choice that may be
 * made, around the end. Home and End lead to the first and the last. Null for any other key and where
 * nothing may be chosen. O(choices).
 */
export function rove(key: string, at: number, open: readonly boolean[]): number | null {
  const choices = open.flatMap((may, i) => (may ? [i] : []));
  if (choices.length === 0) return null;
  if (key === 'Home') return choices[0];
  if (key === 'End') return choices[choices.length - 1];
  if (!Object.hasOwn(STEPS, key)) return null;
  const from = choices.indexOf(at);
  return choices[(from + STEPS[key] + choices.length) % choices.length];
}
