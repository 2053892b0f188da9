import { describe, expect, it } from 'vitest';
import { changeTo, MOST_STEPS, redo, startHistory, undo } from '../../../src/util/history';

describe('a history', () => {
  it('goes back and forth through the same values', () => {
    const [a, b, c] = [{ at: 'a' }, { at: 'b' }, { at: 'c' }];
    const all = changeTo(changeTo(startHistory(a), b), c);
    const back = undo(undo(all));
    expect(back.present).toBe(a);
    expect(redo(redo(back))).toEqual(all);
    expect(undo(all).present).toBe(b);
  });

  it('stays where there is nothing before or after', () => {
    const one = startHistory({ at: 'a' });
    expect(undo(one)).toBe(one);
    expect(redo(one)).toBe(one);
  });

  it('forgets what was undone with the next change', () => {
    const back = undo(changeTo(changeTo(startHistory(1), 2), 3));
    const other = changeTo(back, 4);
    expect(other).toEqual({ past: [1, 2], present: 4, future: [] });
    expect(redo(other)).toBe(other);
  });

  it('keeps the last steps only, and changes no history in place', () => {
    const first = startHistory(0);
    let history = first;
    for (let i = 1; i <= MOST_STEPS + 5; i++) history = changeTo(history, i);
    expect(history.past).toHaveLength(MOST_STEPS);
    expect(history.past[0]).toBe(5);
    expect(first).toEqual({ past: [], present: 0, future: [] });
  });
});
