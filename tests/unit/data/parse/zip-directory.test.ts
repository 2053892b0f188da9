import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { inflateTo } from '../../../../src/data/parse/inflate';
import { readZipDirectory } from '../../../../src/data/parse/zip-directory';
import { utf8 } from '../helpers';

const CENTRAL = 0x02014b50;
const MB = 1 << 20;

function makeZip(names: readonly string[]): Uint8Array<ArrayBuffer> {
  return zipSync(Object.fromEntries(names.map((name) => [name, utf8(`in ${name} `.repeat(9))])));
}

/** Changes every central record of a zip in place. */
function edit(zip: Uint8Array<ArrayBuffer>, change: (view: DataView, at: number) => void) {
  const view = new DataView(zip.buffer);
  for (let at = 0; at + 46 <= zip.length; at++) {
    if (view.getUint32(at, true) === CENTRAL) change(view, at);
  }
  return zip;
}

function renamed(zip: Uint8Array<ArrayBuffer>, from: string, to: string) {
  const text = new TextDecoder('latin1').decode(zip).replaceAll(from, to);
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

describe('readZipDirectory', () => {
  it('lists what is in, in order, with its sizes', () => {
    const entries = readZipDirectory(makeZip(['b.json', 'models/1/a.onnx']), 10);
    expect(entries?.map(({ name, size }) => [name, size])).toEqual([
      ['b.json', 90],
      ['models/1/a.onnx', 171],
    ]);
    expect(readZipDirectory(makeZip(Array.from({ length: 20 }, (_, i) => `${i}`)), 5)).toHaveLength(
      6,
    );
  });

  it('refuses paths that leave the folder or hide', () => {
    for (const name of ['../a', '/abs', 'a//b', 'a/./b', 'C:ab', 'a\\bc', 'a\u0001bc', 'abcd/']) {
      expect(readZipDirectory(makeZip([name]), 10), name).toBeNull();
    }
  });

  it('refuses two files of one name', () => {
    expect(
      readZipDirectory(renamed(makeZip(['a.json', 'b.json']), 'b.json', 'a.json'), 10),
    ).toBeNull();
  });

  it('refuses files that share bytes, as a bomb of overlapping files does', () => {
    const zip = makeZip(['a.json', 'a.jsom']);
    const first = edit(zip, (view, at) => view.setUint32(at + 42, 0, true));
    const same = renamed(first, 'a.jsom', 'a.json');
    expect(readZipDirectory(same, 10)).toBeNull();
    let local = 0;
    const nested = edit(makeZip(['a.json', 'b.json']), (view, at) => {
      if (local++ === 0) view.setUint32(at + 20, 140, true);
    });
    expect(readZipDirectory(nested, 10)).toBeNull();
  });

  it('refuses the encrypted, other methods, zip64, and anything cut or altered', () => {
    const flags = edit(makeZip(['a']), (view, at) => view.setUint16(at + 8, 1, true));
    const method = edit(makeZip(['a']), (view, at) => view.setUint16(at + 10, 12, true));
    const outside = edit(makeZip(['a']), (view, at) => view.setUint32(at + 42, 0xffffffff, true));
    const name = edit(makeZip(['a']), (view, at) => view.setUint8(at + 46, 98));
    for (const zip of [flags, method, outside, name, new Uint8Array(0)]) {
      expect(readZipDirectory(zip, 10)).toBeNull();
    }
    const whole = makeZip(['a', 'b']);
    for (let end = 0; end < whole.length; end++) {
      expect(readZipDirectory(whole.slice(0, end), 10)).toBeNull();
    }
  });
});

describe('inflateTo', () => {
  /** Raw deflate data of so many zeros, out of a zip. */
  function deflated(length: number): Uint8Array {
    const zip = zipSync({ a: new Uint8Array(length) }, { level: 9 });
    const [{ start, end }] = readZipDirectory(zip, 1) ?? [];
    return zip.subarray(start, end);
  }

  it('gives what was declared', () => {
    expect(inflateTo(100_000, deflated(100_000)).bytes).toEqual(new Uint8Array(100_000));
    expect(inflateTo(0, deflated(0)).bytes).toEqual(new Uint8Array(0));
  });

  it('stops at the first step that shows more than was declared', () => {
    const bomb = deflated(24 * MB);
    const { bytes, consumed } = inflateTo(1000, bomb);
    expect(bytes).toBeNull();
    expect(consumed).toBe(1 << 14);
    expect(bomb.length).toBeGreaterThan(consumed);
  });

  it('is null for less than was declared and for what is no deflate data', () => {
    expect(inflateTo(101, deflated(100)).bytes).toBeNull();
    expect(inflateTo(10, utf8('no deflate data at all')).bytes).toBeNull();
    expect(inflateTo(10, new Uint8Array(0)).bytes).toBeNull();
  });
});
