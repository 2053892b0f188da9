import { describe, expect, it } from 'vitest';
import type { ColumnFinding, GuardResult } from '../../../src/domain/leads/types';
import { draftFrom, draftOf, gateOf, setupOf, standingOf } from '../../../src/lib/logic/contract';
import {
  fBeta,
  gainCurve,
  scoreOfLargestF,
  scoreOfRecall,
  scoreOfYouden,
} from '../../../src/lib/logic/cut-rules';
import { maskCell } from '../../../src/lib/logic/mask';
import { completeThreads } from '../../../src/lib/logic/thread-setting';
import { hashOf, LEAD_STEPS, parseHash, type Route } from '../../../src/lib/logic/route';
import { sortRows } from '../../../src/lib/logic/sort-rows';
import { goesOn, paceOf } from '../../../src/lib/logic/task-rate';
import {
  columnsAt,
  MAX_SPACER,
  scrollToRow,
  spacerHeight,
  windowAt,
} from '../../../src/lib/logic/virtual-scroll';
import { cutAtScore, rankScores } from '../../../src/ml/metrics/threshold';
import { Rng } from '../../../src/util/rng';

describe('route', () => {
  it('reads what it writes', () => {
    const steps = LEAD_STEPS.map((step): Route => ({ page: 'leads', step }));
    const routes: Route[] = [{ page: 'home' }, { page: 'privacy' }, { page: 'device' }, ...steps];
    for (const route of routes) expect(parseHash(hashOf(route))).toEqual(route);
  });

  it('answers what it does not know', () => {
    expect(parseHash('')).toEqual({ page: 'home' });
    expect(parseHash('#/leads')).toEqual({ page: 'leads', step: 'import' });
    expect(parseHash('#/leads/nothing')).toEqual({ page: 'leads', step: 'import' });
    expect(parseHash('#/dealers')).toEqual({ page: 'home' });
    expect(parseHash('#/leads/train?x=1')).toEqual({ page: 'leads', step: 'train' });
  });
});

describe('threads lent', () => {
  it('keeps a number from 1 to 16, else takes all cores up to 8', () => {
    const kept = ['1', '4', '16'].map((setting) => completeThreads(setting, 2));
    expect(kept).toEqual([1, 4, 16]);
    for (const setting of [null, '0', '17', '-1', '1.5', 'all', '']) {
      expect({ setting, threads: completeThreads(setting, 4) }).toEqual({ setting, threads: 4 });
    }
    expect(completeThreads(null, 64)).toBe(8);
  });
});

describe('virtual scroll', () => {
  const small = { rows: 500, rowHeight: 30, viewport: 300 };
  const big = { rows: 1_000_000, rowHeight: 30, viewport: 600 };

  it('follows the scroll bar pixel by pixel where the spacer is not scaled', () => {
    expect(spacerHeight(small)).toBe(15_000);
    expect(windowAt(small, 0)).toEqual({ start: 0, count: 11, top: 0 });
    const at = windowAt(small, 45);
    expect(at.start).toBe(1);
    expect(at.top).toBeCloseTo(30, 6);
  });

  it('reaches the first and the last of a million rows', () => {
    expect(spacerHeight(big)).toBe(MAX_SPACER);
    expect(windowAt(big, 0).start).toBe(0);
    const end = windowAt(big, MAX_SPACER - big.viewport);
    expect(end.start + end.count).toBe(1_000_000);
    expect(end.start).toBe(999_980);
    expect(end.top + end.count * 30).toBeLessThanOrEqual(MAX_SPACER + 1);
  });

  it('brings every row into view and moves no more than needed', () => {
    const rng = new Rng(11);
    for (const measures of [small, big]) {
      for (let i = 0; i < 200; i++) {
        const from = rng.uniform() * (spacerHeight(measures) - measures.viewport);
        const row = rng.int(measures.rows);
        const to = scrollToRow(measures, from, row);
        const seen = windowAt(measures, to);
        expect(row).toBeGreaterThanOrEqual(seen.start);
        expect(row).toBeLessThan(seen.start + seen.count);
        expect(scrollToRow(measures, to, row)).toBeCloseTo(to, 3);
      }
    }
  });

  it('answers a table without rows', () => {
    expect(windowAt({ rows: 0, rowHeight: 30, viewport: 300 }, 0)).toEqual({
      start: 0,
      count: 0,
      top: 0,
    });
  });
});

function finding(column: string, change: Partial<ColumnFinding> = {}): ColumnFinding {
  return {
    column,
    type: 'number',
    availability: 'capture',
    severity: 'none',
    reasons: [],
    gini: [0.1, 0.1],
    missing: 0,
    distinct: 9,
    ...change,
  };
}

describe('contract', () => {
  const columns = [
    finding('AGE'),
    finding('__proto__', { severity: 'suspect' }),
    finding('CALL', { availability: 'contact', severity: 'leak' }),
    finding('NAME', { availability: 'identifier' }),
    finding('BOOKED', { availability: 'outcome', severity: 'leak' }),
  ];
  const outcomes = [{ column: 'BOOKED', value: null }];
  const guard: GuardResult = {
    outcomes,
    stages: [{ rows: 100, positives: 50 }],
    implication: null,
    columns,
    setup: { outcomes, contract: {}, dropped: ['CALL', 'BOOKED'] },
  };

  it('puts each column where it stands', () => {
    const draft = draftOf(guard);
    const standings = columns.map((one) => standingOf(one, draft, outcomes));
    expect(standings).toEqual(['allowed', 'undecided', 'blocked', 'blocked', 'outcome']);
    const decided = { ...draft, decided: new Set(['__proto__']) };
    expect(standingOf(columns[1], decided, outcomes)).toBe('allowed');
  });

  it('writes a setup that reads back, whatever columns are called', () => {
    const setup = setupOf(guard, draftOf(guard));
    expect(Object.keys(setup.contract)).toEqual(['AGE', '__proto__', 'CALL', 'NAME']);
    expect(setup.dropped).toEqual(['CALL']);
    const back = draftFrom(guard, setup);
    expect(back.availability.get('__proto__')).toBe('capture');
    expect(standingOf(columns[1], back, outcomes)).toBe('allowed');
    expect(standingOf(columns[2], back, outcomes)).toBe('blocked');
  });

  it('treats a column the contract does not name as an identifier', () => {
    const back = draftFrom(guard, { outcomes, contract: { AGE: 'capture' }, dropped: [] });
    expect(standingOf(columns[1], back, outcomes)).toBe('blocked');
  });

  it('gates on positives', () => {
    expect([39, 40, 119, 120].map(gateOf)).toEqual(['block', 'amber', 'amber', 'ok']);
  });
});

describe('cut rules', () => {
  const rng = new Rng(5);
  const scores = Float32Array.from({ length: 400 }, () => Math.round(rng.uniform() * 50) / 50);
  const outcome = Uint8Array.from(scores, (score) => (rng.uniform() < score * 0.6 ? 1 : 0));
  const ranked = rankScores(scores, outcome);
  const events = outcome.reduce((a, b) => a + b, 0);
  const cuts = [...new Set(scores)].map((score) => cutAtScore(ranked, score));

  it('find the largest F and Youden of all cuts', () => {
    for (const beta of [0.5, 1, 2]) {
      const best = cutAtScore(ranked, scoreOfLargestF(ranked, beta));
      const all = cuts.map((cut) => fBeta(cut.calls, cut.tp ?? 0, events, beta));
      expect(fBeta(best.calls, best.tp ?? 0, events, beta)).toBe(Math.max(...all));
    }
    const youden = (tp: number, fp: number) => tp / events - fp / (400 - events);
    const best = cutAtScore(ranked, scoreOfYouden(ranked));
    expect(youden(best.tp ?? 0, best.fp ?? 0)).toBeCloseTo(
      Math.max(...cuts.map((cut) => youden(cut.tp ?? 0, cut.fp ?? 0))),
      12,
    );
  });

  it('reach the recall asked for with the highest score that does', () => {
    for (const recall of [0.1, 0.5, 0.9, 1]) {
      const score = scoreOfRecall(ranked, recall);
      expect(cutAtScore(ranked, score).recall).toBeGreaterThanOrEqual(recall);
      const higher = [...new Set(scores)].filter((one) => one > score);
      for (const one of higher) expect(cutAtScore(ranked, one).recall).toBeLessThan(recall);
    }
  });

  it('agree with F by hand', () => {
    expect(fBeta(10, 5, 20, 1)).toBeCloseTo((2 * 0.5 * 0.25) / 0.75, 12);
    expect(fBeta(0, 0, 0, 1)).toBe(0);
  });

  it('call nobody where outcomes are not known', () => {
    const unknown = rankScores(scores, new Uint8Array(0));
    expect(scoreOfLargestF(unknown, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(scoreOfRecall(unknown, 0.5)).toBe(Number.POSITIVE_INFINITY);
    const gain = gainCurve(unknown);
    expect(gain.y[200]).toBeCloseTo(
      scores.reduce((a, b) => a + b, 0),
      3,
    );
  });

  it('give a gain curve that ends at all events', () => {
    const gain = gainCurve(ranked);
    expect([gain.x[0], gain.y[0], gain.x[200], gain.y[200]]).toEqual([0, 0, 400, events]);
  });
});

describe('maskCell', () => {
  it('hides what names a person', () => {
    expect(maskCell('3204011205909001')).toBe('3204** ****** **01');
    expect(maskCell('081200001234')).toBe('0812******34');
    expect(maskCell('+62 812-0000-1234')).toMatch(/^\+6281\*+34$/);
    expect(maskCell('BUDI SANTOSO')).toBe('BUDI S******');
    expect(maskCell('budi@mail.example')).toBe('b***@mail.example');
    expect(maskCell('L00000123')).toBe('***123');
    expect(maskCell('BUDI')).toBe('B***');
    expect(maskCell(null)).toBeNull();
    expect(maskCell('')).toBe('');
  });
});

describe('sortRows', () => {
  it('sorts numbers as numbers, keeps ties, puts missing last', () => {
    const rows = [
      ['a', 10],
      ['b', 9],
      ['c', null],
      ['d', 10],
    ] as const;
    expect(sortRows(rows, 1, false).map(([name]) => name)).toEqual(['b', 'a', 'd', 'c']);
    expect(sortRows(rows, 1, true).map(([name]) => name)).toEqual(['a', 'd', 'b', 'c']);
    expect(rows[0][0]).toBe('a');
  });
});

describe('paceOf', () => {
  const progress = { phase: 'read', done: 50, total: 200, unit: 'rows' } as const;

  it('says rate and time left after half a second', () => {
    expect(paceOf(progress, 2)).toEqual({ share: 0.25, rate: 25, left: 6 });
    expect(paceOf(progress, 0.1)).toEqual({ share: 0.25, rate: null, left: null });
    expect(paceOf({ ...progress, total: 0 }, 2)).toEqual({ share: null, rate: 25, left: null });
  });

  it('measures from where the count stood', () => {
    expect(paceOf(progress, 2, 30)).toEqual({ share: 0.25, rate: 10, left: 15 });
  });

  it('goes on across parts of one count and starts anew with another', () => {
    expect(goesOn(progress, { ...progress, phase: 'infer', done: 60 })).toBe(true);
    expect(goesOn(progress, { ...progress, done: 10 })).toBe(false);
    expect(goesOn(progress, { ...progress, unit: 'bytes', done: 60 })).toBe(false);
    expect(goesOn(progress, { ...progress, total: 300, done: 60 })).toBe(false);
    expect(goesOn(null, progress)).toBe(false);
  });
});

describe('columns in sight', () => {
  const widths = [100, 50, 50, 50, 200, 50];

  it('are those that show, one more on either side, and always the first', () => {
    expect(columnsAt(widths, 0, 160)).toEqual([0, 1, 2, 3]);
    expect(columnsAt(widths, 210, 30)).toEqual([0, 2, 3, 4]);
    expect(columnsAt(widths, 440, 100)).toEqual([0, 3, 4, 5]);
    expect(columnsAt(widths, 0, 10_000)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(columnsAt([], 0, 100)).toEqual([]);
  });
});
