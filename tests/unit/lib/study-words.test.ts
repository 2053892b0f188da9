import { describe, expect, it } from 'vitest';
import type { StudyRequest } from '../../../src/domain/leads/types';
import { chanceOf, outcomeName, productOf } from '../../../src/lib/logic/outcome-name';
import { cellKey, cellStates } from '../../../src/lib/logic/run-cells';

const OUTCOMES = [
  { column: 'DELIVERED', value: null },
  { column: 'STATUS', value: 'CLOSED' },
];

describe('outcomeName', () => {
  it('leaves out a value that says no more than yes', () => {
    expect(outcomeName({ column: 'VISIT', value: null })).toBe('VISIT');
    expect(outcomeName({ column: 'VISIT', value: 'Ya' })).toBe('VISIT');
    expect(outcomeName(OUTCOMES[1])).toBe('STATUS = CLOSED');
  });
});

describe('chanceOf and productOf', () => {
  it('say what each stage gives and what they give together', () => {
    expect(chanceOf(OUTCOMES, 1)).toBe('P(DELIVERED)');
    expect(chanceOf(OUTCOMES, 2)).toBe('P(STATUS = CLOSED | DELIVERED)');
    expect(productOf(OUTCOMES)).toBe('P(DELIVERED) × P(STATUS = CLOSED | DELIVERED)');
    expect(productOf(OUTCOMES.slice(0, 1))).toBe('P(DELIVERED)');
  });
});

describe('cellStates', () => {
  const request: StudyRequest = {
    setup: { outcomes: OUTCOMES, contract: {}, dropped: [] },
    split: { kind: 'random', test: 0.2 },
    algorithms: ['gbdt', 'logistic'],
    params: {},
    seed: 1,
  };
  const states = (phase: string | null) => [...cellStates(request, phase).values()].join(' ');

  it('goes stage by stage, simplest algorithm first', () => {
    expect([...cellStates(request, null).keys()]).toEqual([
      'stage1.logistic',
      'stage1.gbdt',
      'stage2.logistic',
      'stage2.gbdt',
    ]);
    expect(states('stage2.logistic')).toBe('done done running waiting');
    expect(cellKey(2, 'gbdt')).toBe('stage2.gbdt');
  });

  it('has everything wait until a cell is named', () => {
    expect(states(null)).toBe('waiting waiting waiting waiting');
    expect(states('read')).toBe('waiting waiting waiting waiting');
  });
});
