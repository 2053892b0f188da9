import { describe, expect, it } from 'vitest';
import { pack, unpack } from '../../../../src/workers/storage/pack';

function through(value: unknown): unknown {
  const { json, arrays } = pack(value);
  return unpack({ json: JSON.parse(JSON.stringify(json)), arrays });
}

describe('pack', () => {
  it.each([
    ['numbers JSON has no word for', [NaN, Infinity, -Infinity, -0, 0, 1.5]],
    ['plain data', { a: [1, 'x', true, null, { b: '' }], c: {} }],
    ['maps and sets', { m: new Map([['a', new Set([1, NaN])]]), s: new Set<string>() }],
    [
      'names that look like marks',
      { $array: 3, $number: 'NaN', plain: { $map: [1], $set: 2 }, $object: { $object: [] } },
    ],
    ['no names at all', { '': 1 }],
  ])('gives back %s', (_, value) => {
    expect(through(value)).toEqual(value);
  });

  it('keeps a property called __proto__ as data', () => {
    const value: unknown = JSON.parse('{"__proto__": "capture", "x": {"__proto__": {"y": 1}}}');
    const back = through(value) as Record<string, object>;
    expect(Object.entries(back)).toEqual(Object.entries(value as object));
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
  });

  it('leaves out what is undefined', () => {
    expect(Object.keys(through({ a: undefined, b: 1 }) as object)).toEqual(['b']);
  });

  it('keeps arrays beside the JSON, the same ones', () => {
    const values = new Float64Array([1, NaN]);
    const { json, arrays } = pack({ column: { values } });
    expect(json).toEqual({ column: { values: { $array: 0 } } });
    expect(arrays).toEqual([values]);
    expect(() => pack(new BigInt64Array(1))).toThrow('not kept');
  });
});
