import { describe, expect, it } from 'vitest';
import { fnv1a, sha256Hex } from '../../../src/util/hash';

describe('fnv1a', () => {
  it('gives the published values', () => {
    expect([fnv1a(''), fnv1a('a'), fnv1a('foobar')]).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
  });

  it('reads UTF-8 bytes', () => {
    expect(fnv1a('é')).toBe(
      [0xc3, 0xa9].reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5) >>> 0,
    );
  });
});

describe('sha256Hex', () => {
  it('gives the published value, from shared memory too', async () => {
    const shared = new Uint8Array(new SharedArrayBuffer(3));
    shared.set([97, 98, 99]);
    expect(await sha256Hex(shared)).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
