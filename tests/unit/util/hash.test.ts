import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/util/hash';

describe('sha256Hex', () => {
  it('gives the published value, from shared memory too', async () => {
    const shared = new Uint8Array(new SharedArrayBuffer(3));
    shared.set([97, 98, 99]);
    expect(await sha256Hex(shared)).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
