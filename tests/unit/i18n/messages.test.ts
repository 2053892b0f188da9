import { describe, expect, it } from 'vitest';
import { en as english } from '../../../src/i18n/en';
import { bench as englishBench } from '../../../src/i18n/en/bench';
import { errorText } from '../../../src/i18n/error-text';
import { id as indonesian } from '../../../src/i18n/id';
import { bench as indonesianBench } from '../../../src/i18n/id/bench';

const en = { ...english, ...englishBench };
const id = { ...indonesian, ...indonesianBench };

type Leaf = { path: string; value: unknown };

function leaves(value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`));
}

const params = new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : 2) });

function textsOf(value: unknown): string[] {
  const said: unknown =
    typeof value === 'function' ? (value as (p: object) => unknown)(params) : value;
  if (typeof said === 'string') return [said];
  return leaves(said).map((leaf) => String(leaf.value));
}

describe('messages', () => {
  it('have the same shape in both languages', () => {
    expect(leaves(id).map(({ path }) => path)).toEqual(leaves(en).map(({ path }) => path));
  });

  it.each([
    ['en', en],
    ['id', id],
  ] as const)('say something for every key, whatever the numbers (%s)', (_, messages) => {
    for (const { path, value } of leaves(messages)) {
      for (const text of textsOf(value)) {
        if (!path.startsWith('/task/units')) expect(text, path).not.toBe('');
        expect(text, path).not.toMatch(
          /undefined|\bNaN\b|\[object|[!±]|\bplease\b|\bsuccessfully\b/,
        );
      }
    }
  });

  it('differ wherever a sentence stands', () => {
    const same = leaves(en)
      .filter(
        (leaf, i) =>
          typeof leaf.value === 'string' &&
          leaf.value === leaves(id)[i].value &&
          leaf.value.includes(' '),
      )
      .map(({ path }) => path);
    expect(same).toEqual(['/train/algorithm/forest', '/train/algorithm/gbdt', '/evaluate/logLoss']);
  });
});

describe('errorText', () => {
  const CODES = [
    'FILE_EMPTY HEADER_ONLY BINARY_FILE FILE_TOO_BIG GZIP_DAMAGED UNBALANCED_QUOTE TOO_MANY_FIELDS CANCELLED',
    'WORKER_LOST ONE_CLASS OUTCOME_UNKNOWN_COLUMN OUTCOME_NOT_BINARY OUTCOME_VALUE_ABSENT TOO_FEW_POSITIVES',
    'NO_FEATURES COLUMNS_MISSING COLUMN_TYPE PROJECT_DAMAGED PROJECT_TOO_NEW NOT_A_PROJECT SHEET_TOO_LONG',
    'MODEL_UNSUPPORTED PROBE_FAILED OUT_OF_MEMORY ALL_LINES_REJECTED NO_TABLE NO_PROJECT NOT_SCORED ONNX_MISMATCH',
  ].join(' ');

  it.each(CODES.split(' '))('has a sentence of its own for %s', (code) => {
    for (const messages of [en, id]) {
      const text = errorText(messages, { code, params: {} });
      expect(text).not.toBe(messages.errors.fallback);
      expect(text.what.length).toBeGreaterThan(8);
      expect(text.next.length).toBeGreaterThan(8);
    }
  });

  it('fills parameters by language', () => {
    const error = { code: 'FILE_TOO_BIG', params: { estimate: 6.2e9, limit: 2.4e9 } };
    expect(errorText(en, error).what).toContain('6.20 GB');
    expect(errorText(id, error).what).toContain('2,40 GB');
    expect(errorText(en, { code: 'COLUMNS_MISSING', params: { columns: 'A, B' } }).what).toContain(
      'A, B',
    );
  });

  it('falls back for codes nobody wrote and for names of object parts', () => {
    for (const code of ['SOMETHING_NEW', '__proto__', 'toString', 'dismiss']) {
      expect(errorText(en, { code, params: {} })).toBe(en.errors.fallback);
    }
  });
});
