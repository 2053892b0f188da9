import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../../src/i18n/format';

const { id, en } = FORMATS;

describe('numbers', () => {
  it('group and separate as the language does', () => {
    expect(id.num(1234567.89, 2)).toBe('1.234.567,89');
    expect(en.num(1234567.89, 2)).toBe('1,234,567.89');
    expect(en.int(999)).toBe('999');
    expect(id.int(1000)).toBe('1.000');
    expect(en.num(0.1234567, 4)).toBe('0.1235');
  });

  it('write minus as U+2212, and no sign before a zero', () => {
    expect(en.num(-3.14159, 2)).toBe('−3.14');
    expect(en.num(-0.0004, 2)).toBe('0.00');
    expect(en.int(-1234567)).toBe('−1,234,567');
  });

  it('show what is missing as an en dash', () => {
    for (const value of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect([en.int(value), en.num(value), en.percent(value), en.bytes(value)]).toEqual([
        '–',
        '–',
        '–',
        '–',
      ]);
      expect([id.duration(value), id.date(value), id.time(value), id.plain(value)]).toEqual([
        '–',
        '–',
        '–',
        '–',
      ]);
    }
  });

  it('cut trailing zeros only after the decimal mark', () => {
    expect(en.plain(100)).toBe('100');
    expect(en.plain(27.5)).toBe('27.5');
    expect(id.plain(1000.25)).toBe('1.000,25');
    expect(id.plain(0)).toBe('0');
  });

  it('write percent, axes and sizes', () => {
    expect(id.percent(0.999978, 4)).toBe('99,9978%');
    expect(en.percent(0.551)).toBe('55.1%');
    expect([id.compact(1_500_000), en.compact(2000)]).toEqual(['1,5 jt', '2k']);
    expect([en.bytes(0), en.bytes(999), en.bytes(48_200_000), id.bytes(1_860_000_000)]).toEqual([
      '0 B',
      '999 B',
      '48.2 MB',
      '1,86 GB',
    ]);
    expect(en.bytes(999_999)).toBe('1.00 MB');
  });
});

describe('times', () => {
  it('write durations by their size', () => {
    const spans = [0.003, 6.8, 42, 250, 3900];
    expect(spans.map((s) => en.duration(s))).toEqual([
      '3 ms',
      '6.8 s',
      '42 s',
      '4 min 10 s',
      '1 h 5 min',
    ]);
    expect(id.duration(250)).toBe('4 mnt 10 dtk');
    expect(en.duration(59.7)).toBe('1 min 0 s');
  });

  it('write dates without a zone', () => {
    const at = Date.UTC(2026, 10, 3, 14, 2);
    expect([id.date(at), id.time(at), en.date(at), en.time(at)]).toEqual([
      '03/11/2026',
      '14.02',
      '03/11/2026',
      '14:02',
    ]);
  });
});

describe('parse', () => {
  it('reads both notations', () => {
    expect([id.parse('27,5'), id.parse('1.234'), id.parse('1.234,5'), id.parse('27.5')]).toEqual([
      27.5, 1234, 1234.5, 27.5,
    ]);
    expect([en.parse('27.5'), en.parse('1,234'), en.parse('1,234.5'), en.parse(' 12 ')]).toEqual([
      27.5, 1234, 1234.5, 12,
    ]);
    expect(en.parse('−3')).toBe(-3);
  });

  it('reads what it writes', () => {
    for (const value of [0, 7, 12.25, 1234.5, 98765, -3.5]) {
      for (const format of [id, en]) expect(format.parse(format.plain(value))).toBe(value);
    }
  });

  it('refuses what is no number', () => {
    for (const text of ['', '12,5,0', 'abc', '1e5', '-', '.']) expect(en.parse(text)).toBeNaN();
  });
});
