/** A value with what it was before and what was undone. Immutable, as the values in it are. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
}

/** How many steps back are kept. */
export const MOST_STEPS = 100;

/** A history in which nothing has happened. */
export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [] };
}

/** The next value; what was undone before it is gone. The oldest of more than 100 steps goes. */
export function changeTo<T>(history: History<T>, next: T): History<T> {
  const past = [...history.past, history.present].slice(-MOST_STEPS);
  return { past, present: next, future: [] };
}

/** The value before; the same history where there is none. */
export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  const future = [history.present, ...history.future];
  return { past: history.past.slice(0, -1), present: before, future };
}

/** The value that was undone last; the same history where there is none. */
export function redo<T>(history: History<T>): History<T> {
  const [after, ...future] = history.future;
  if (after === undefined) return history;
  return { past: [...history.past, history.present], present: after, future };
}
