import { describe, expect, it } from 'vitest';
import {
  estimateStudyMemory,
  requireStudyMemory,
  type StudyShape,
} from '../../../../src/domain/leads/study-memory';
import { generateLeads } from '../../../../src/domain/demo/leads';
import { fitRecipe } from '../../../../src/ml/features/fit';
import { transform } from '../../../../src/ml/features/transform';
import { distinctCount } from '../../../../src/data/table/distinct-count';
import { featureInputs } from '../../../../src/domain/leads/study-plan';
import { NO_CONTROL } from '../../../../src/util/progress';

const table = generateLeads({ rows: 3000, seed: 3, control: NO_CONTROL });

function shapeOf(algorithms: StudyShape['algorithms']): StudyShape {
  const columns = table.columns.map((column) => ({
    name: column.name,
    type: column.type,
    distinct: distinctCount(column),
  }));
  const contract = Object.fromEntries(columns.map(({ name }) => [name, 'capture' as const]));
  const outcomes = [{ column: 'DELIVERED', value: '1' }];
  return {
    table: { rows: table.rows, columns },
    setup: { outcomes, contract, dropped: ['BOOKED'] },
    algorithms,
  };
}

describe('estimateStudyMemory', () => {
  it('is no less than the features that a cell really makes twice, and less than 2.5 times as much', () => {
    const shape = shapeOf(['logistic']);
    const recipe = fitRecipe({
      recipe: { version: 1, inputs: featureInputs(table, shape.setup), textAs: 'onehot' },
      table,
      rows: null,
    });
    const bytes = 2 * transform(recipe, table, null).values.byteLength;
    const estimate = estimateStudyMemory(shape);
    expect(estimate).toBeGreaterThanOrEqual(bytes);
    expect(estimate).toBeLessThan(2.5 * bytes);
  });

  it('grows with the rows and with the widest algorithm alone', () => {
    const both = estimateStudyMemory(shapeOf(['logistic', 'gbdt']));
    const shape = shapeOf(['gbdt']);
    expect(both).toBe(estimateStudyMemory(shapeOf(['logistic'])));
    expect(estimateStudyMemory(shape)).toBeLessThan(both);
    const twice = { ...shape, table: { ...shape.table, rows: 2 * table.rows } };
    expect(estimateStudyMemory(twice)).toBe(2 * estimateStudyMemory(shape));
  });

  it('refuses what does not fit and says both numbers', () => {
    const shape = shapeOf(['logistic']);
    const estimate = estimateStudyMemory(shape);
    expect(() => {
      requireStudyMemory(shape, estimate);
    }).not.toThrow();
    expect(() => {
      requireStudyMemory(shape, estimate - 1);
    }).toThrow(
      expect.objectContaining({
        code: 'JOB_TOO_BIG',
        params: { estimate, limit: estimate - 1 },
      }) as Error,
    );
  });
});
