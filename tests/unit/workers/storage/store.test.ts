import { describe, expect, it } from 'vitest';
import { numberColumn } from '../../../../src/data/table/make-column';
import { LeadbenchError } from '../../../../src/util/errors';
import type { TableSummary } from '../../../../src/workers/protocol';
import { EMPTY_CATALOG, type Expiry } from '../../../../src/workers/storage/catalog';
import { SLOTS } from '../../../../src/workers/storage/slots';
import type { Parts } from '../../../../src/workers/storage/parts';
import { Store, type Change } from '../../../../src/workers/storage/store';
import { MemoryFolder, Torn } from './memory-folder';

const WEEK: Expiry = { days: 7, now: 1000 };
const DAY = 86_400_000;

function rowsOf(name: string, cells: number[]): Parts['rows'] {
  const table = { rows: cells.length, columns: [numberColumn('x', cells)] };
  return { table, summary: { name, rows: cells.length } as TableSummary, rejects: [] };
}

function work(column: string): Parts['work'] {
  const setup = { outcomes: [{ column, value: null }], contract: {}, dropped: [] };
  return { guard: null, setup, draft: null, pretrained: false };
}

function change(id: number | null, parts: Partial<Parts>, more: Partial<Change> = {}): Change {
  return { id, name: 'leads.csv', rows: 2, demo: false, savedAt: 1000, parts, ...more };
}

async function stateOf(folder: MemoryFolder): Promise<string> {
  const { parts, damaged, copy } = await new Store(folder).load(WEEK);
  if (damaged !== null) return `damaged ${damaged}`;
  const cells = parts.rows?.table.columns[0];
  const values = cells?.type === 'number' ? [...cells.values].join() : 'none';
  return `${copy?.id ?? 'none'}: rows ${values}, outcome ${parts.work?.setup?.outcomes[0].column ?? 'none'}`;
}

/** Runs `act` again and again, cut off after one more byte or removal each time. */
async function tearEverywhere(
  before: MemoryFolder,
  act: (store: Store) => Promise<unknown>,
): Promise<Map<string, number>> {
  const whole = before.copy();
  await act(new Store(whole));
  const seen = new Map<string, number>();
  for (let budget = 0; budget <= whole.spent; budget++) {
    const folder = before.copy();
    folder.budget = budget;
    await act(new Store(folder)).catch((error: unknown) => {
      if (!(error instanceof Torn)) throw error;
    });
    const found = folder.copy();
    const state = await stateOf(found);
    seen.set(state, (seen.get(state) ?? 0) + 1);
    // What is found can be written on.
    await new Store(found).save(change(1, { work: work('later') }));
    expect(await stateOf(found)).toContain('outcome later');
  }
  return seen;
}

describe('a store that is cut off at every byte', () => {
  it('has the state before or after a save, in that order', async () => {
    const folder = new MemoryFolder();
    await new Store(folder).save(change(null, { rows: rowsOf('a', [1, 2]), work: work('one') }));
    const next = change(1, { rows: rowsOf('a', [3, 4]), work: work('two') });
    const seen = await tearEverywhere(folder, (store) => store.save(next));
    expect([...seen.keys()]).toEqual(['1: rows 1,2, outcome one', '1: rows 3,4, outcome two']);
    expect([...seen.values()][0]).toBeGreaterThan(500);
  }, 60_000);

  it('has nothing or all of a first save', async () => {
    const first = change(null, { work: work('one'), rows: rowsOf('a', [5]) });
    const seen = await tearEverywhere(new MemoryFolder(), (store) => store.save(first));
    expect([...seen.keys()]).toEqual(['none: rows none, outcome none', '1: rows 5, outcome one']);
  }, 60_000);

  it('has a removed copy or not, and never a part of it', async () => {
    const folder = new MemoryFolder();
    await new Store(folder).save(change(null, { rows: rowsOf('a', [1, 2]), work: work('one') }));
    const seen = await tearEverywhere(folder, (store) => store.scrub(EMPTY_CATALOG));
    expect([...seen.keys()]).toEqual(['1: rows 1,2, outcome one', 'none: rows none, outcome none']);
  }, 60_000);
});

describe('a store', () => {
  it('keeps parts that did not change and their files', async () => {
    const folder = new MemoryFolder();
    const store = new Store(folder);
    const id = await store.save(change(null, { rows: rowsOf('a', [1]), work: work('one') }));
    const file = [...folder.files.keys()].find((name) => name.endsWith('.rows'))!;
    const bytes = folder.files.get(file);
    for (const outcome of ['two', 'three', 'four']) {
      expect(await store.save(change(id, { work: work(outcome) }))).toBe(id);
    }
    expect(folder.files.get(file)).toBe(bytes);
    expect(await stateOf(folder)).toBe('1: rows 1, outcome four');
    // The state before it is kept as well, and no other.
    expect(folder.files.size).toBe(SLOTS.length + 3);
  });

  it('falls back to the state before where a file of the newest is not whole', async () => {
    const folder = new MemoryFolder();
    const store = new Store(folder);
    await store.save(change(null, { rows: rowsOf('a', [1]), work: work('one') }));
    await store.save(change(1, { rows: rowsOf('a', [2]) }));
    const newest = [...folder.files.keys()].filter((name) => name.endsWith('.rows')).at(-1);
    folder.files.get(newest)![20] ^= 1;
    expect(await stateOf(folder)).toBe('1: rows 1, outcome one');
  });

  it('leaves out a copy that neither state has whole, and keeps the others', async () => {
    const folder = new MemoryFolder();
    const store = new Store(folder);
    await store.save(change(null, { rows: rowsOf('a', [1]) }, { name: 'a.csv' }));
    const id = await store.save(change(null, { rows: rowsOf('b', [2]) }, { name: 'b.csv' }));
    await store.save(change(id, { work: work('one') }, { name: 'b.csv' }));
    const rows = [...folder.files.keys()].filter((name) => name.endsWith('.rows'));
    folder.files.set(rows[1], folder.files.get(rows[1])!.slice(0, 30));
    const found = await store.load(WEEK);
    expect(found).toMatchObject({ damaged: 'b.csv', copy: null, parts: { rows: null } });
    expect(found.catalog.copies.map(({ name }) => name)).toEqual(['a.csv']);
    await store.scrub(found.catalog);
    expect([...folder.files.keys()].filter((name) => name.endsWith('.rows'))).toEqual([rows[0]]);
    expect((await store.load(WEEK, 1)).parts.rows?.summary.name).toBe('a');
  });

  it('lets rows expire and keeps what holds none', async () => {
    const folder = new MemoryFolder();
    const store = new Store(folder);
    await store.save(change(null, { rows: rowsOf('a', [1]), work: work('one') }));
    const after = async (days: number, age: number) =>
      (await store.load({ days, now: 1000 + age })).parts.rows?.summary.name;
    expect(await after(7, 7 * DAY)).toBe('a');
    expect(await after(7, 7 * DAY + 1)).toBeUndefined();
    expect(await after(0, 0)).toBeUndefined();
  });

  it('has one demo at most', async () => {
    const store = new Store(new MemoryFolder());
    await store.save(change(null, { rows: rowsOf('a', [1]) }));
    for (let i = 0; i < 3; i++) {
      await store.save(change(null, { rows: rowsOf('demo', [i]) }, { demo: true, name: 'demo' }));
    }
    const { copies } = await store.catalog();
    expect(copies.map(({ name }) => name)).toEqual(['leads.csv', 'demo']);
  });

  it('keeps what was there where there is no room, and leaves no half of the new', async () => {
    const folder = new MemoryFolder();
    const store = new Store(folder);
    await store.save(change(null, { rows: rowsOf('a', [1, 2]), work: work('one') }));
    const names = [...folder.files.keys()];
    folder.full = new LeadbenchError('STORAGE_FULL');
    folder.room = [...folder.files.values()].reduce((sum, { length }) => sum + length, 0) + 100;
    const big = change(1, {
      rows: rowsOf(
        'a',
        Array.from({ length: 999 }, (_, i) => i / 7),
      ),
    });
    await expect(store.save(big)).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    expect([...folder.files.keys()]).toEqual(names);
    expect(await stateOf(folder)).toBe('1: rows 1,2, outcome one');
  });

  it('does not touch what a newer build wrote', async () => {
    const folder = new MemoryFolder();
    const text = `leadbench slot 2 2 ${'0'.repeat(64)}\n{}`;
    folder.files.set('slot-a', new TextEncoder().encode(text));
    const store = new Store(folder);
    await expect(store.load(WEEK)).rejects.toMatchObject({ code: 'STORAGE_TOO_NEW' });
    await expect(store.save(change(null, { work: work('x') }))).rejects.toMatchObject({
      code: 'STORAGE_TOO_NEW',
      params: { found: '2', supported: 1 },
    });
    expect([...folder.files.keys()]).toEqual(['slot-a']);
  });
});
