import { describe, expect, it } from 'vitest';
import type { GbdtModel } from '../../../../../src/ml/gbdt/model';
import { trainGbdt } from '../../../../../src/ml/gbdt/train';
import { decodeUbjson } from '../../../../../src/ml/gbdt/xgboost/ubjson-decode';
import { encodeUbjson } from '../../../../../src/ml/gbdt/xgboost/ubjson-encode';
import { fromXgboostUbjson, toXgboostUbjson } from '../../../../../src/ml/gbdt/xgboost/ubjson';
import { LeadbenchError } from '../../../../../src/util/errors';
import { NO_CONTROL } from '../../../../../src/util/progress';
import { Rng } from '../../../../../src/util/rng';
import { noisyRows } from '../data';

/** Bytes of marks and numbers: a text gives one byte a character. */
function bytesOf(...parts: readonly (string | number)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'number' ? [part] : [...part].map((sign) => sign.charCodeAt(0)),
    ),
  );
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof LeadbenchError) return error.code;
    throw error;
  }
  return '';
}

function smallModel(): GbdtModel {
  const data = noisyRows(300, 3, 3);
  const params = { num_boost_round: 6, min_child_weight: 1 };
  const { model } = trainGbdt({ ...data, params, seed: 1, control: NO_CONTROL, kernels: null });
  return { ...model, featureNames: ['__proto__', 'a "quoted" name', 'umur é'] };
}

describe('a model as UBJSON', () => {
  it('comes back as it was', () => {
    const model = smallModel();
    const back = fromXgboostUbjson(toXgboostUbjson(model));
    expect(back.trees).toEqual(model.trees);
    expect(back.featureNames).toEqual(model.featureNames);
    expect(back.baseScore).toBe(model.baseScore);
  });

  it('is a model or an error, whichever bytes are lost or changed', () => {
    const bytes = toXgboostUbjson(smallModel());
    const rng = new Rng(6);
    const codes = new Set<string>();
    for (let round = 0; round < 3000; round++) {
      const damaged = bytes.slice(0, round % 3 === 0 ? rng.int(bytes.length) : bytes.length);
      for (let k = 0; k < 3 && damaged.length > 0; k++) {
        damaged[rng.int(damaged.length)] = rng.int(256);
      }
      codes.add(codeOf(() => fromXgboostUbjson(damaged)));
    }
    expect([...codes].sort()).toEqual(['', 'MODEL_UNREADABLE', 'MODEL_UNSUPPORTED']);
  });
});

describe('UBJSON', () => {
  it('is written with int64 lengths and typed lists, as XGBoost has them', () => {
    const length = (n: number): (string | number)[] => ['L', 0, 0, 0, 0, 0, 0, 0, n];
    expect(encodeUbjson({ a: new Float32Array([1.5]), b: ['x'], n: 7 })).toEqual(
      bytesOf(
        '{',
        ...[...length(1), 'a', '[$d#', ...length(1), 0x3f, 0xc0, 0, 0],
        ...[...length(1), 'b', '[#', ...length(1), 'S', ...length(1), 'x'],
        ...[...length(1), 'n', 'l', 0, 0, 0, 7],
        '}',
      ),
    );
  });

  it('is read in all its forms', () => {
    const cases: readonly [Uint8Array, unknown][] = [
      [bytesOf('[', 'i', 255, 'U', 255, 'Z', 'T', 'F', ']'), [-1, 255, null, true, false]],
      [bytesOf('[#U', 2, 'Cx', 'SU', 2, 'ab'), ['x', 'ab']],
      [bytesOf('[$I#i', 2, 1, 0, 255, 254), [256, -2]],
      [bytesOf('{U', 1, 'a', 'D', 0x40, 0x04, 0, 0, 0, 0, 0, 0, '}'), { a: 2.5 }],
      [bytesOf('{#U', 1, 'U', 1, 'a', '{', '}'), { a: {} }],
      [bytesOf('{$l#U', 1, 'U', 1, 'b', 0, 0, 1, 0), { b: 256 }],
      [bytesOf('N', '[', 'N', 'L', 0, 0, 0, 0, 0, 0, 1, 2, 'N', ']'), [258]],
      [bytesOf('HU', 3, '1e9'), '1e9'],
    ];
    for (const [bytes, value] of cases) expect(decodeUbjson(bytes)).toEqual(value);
  });

  it('has names that are no members of an object by birth', () => {
    const read = decodeUbjson(bytesOf('{U', 9, '__proto__', 'i', 5, '}')) as object;
    expect(Object.hasOwn(read, '__proto__')).toBe(true);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  it.each([
    ['no bytes', bytesOf()],
    ['an unknown mark', bytesOf('?')],
    ['bytes behind the end', bytesOf('Z', 'Z')],
    ['a text that ends early', bytesOf('SU', 9, 'abc')],
    ['a length below 0', bytesOf('Si', 255)],
    ['text that is no UTF-8', bytesOf('SU', 1, 0xff)],
    ['a type without a count', bytesOf('[$U', 1)],
    ['more members than bytes', bytesOf('[$U#l', 127, 255, 255, 255)],
    ['members of no size', bytesOf('[$Z#l', 127, 255, 255, 255)],
    ['an endless list', bytesOf('[', 'Z')],
    ['depth', bytesOf('['.repeat(5000))],
  ])('is refused with %s', (_, bytes) => {
    expect(codeOf(() => decodeUbjson(bytes))).toBe('MODEL_UNREADABLE');
  });
});
