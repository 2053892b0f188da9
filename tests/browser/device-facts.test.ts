import { describe, expect, it } from 'vitest';
import { findGpu, findMemory, findStorage, findWasm } from '../../src/lib/logic/device-facts';

describe('what a browser says of its machine', () => {
  it('finds SIMD and threads, which the kernels need here too', () => {
    expect(findWasm()).toEqual({ simd: true, threads: true });
  });

  it('names the graphics processor or says why not', async () => {
    const gpu = await findGpu();

    if (!('gpu' in navigator)) expect(gpu).toEqual({ state: 'unsupported' });
    else expect(['found', 'none', 'failed']).toContain(gpu.state);
  });

  it('reads storage and memory where they are told', async () => {
    const { used, quota, persistent } = await findStorage();

    expect(quota).toBeGreaterThanOrEqual(used ?? NaN);
    expect(persistent).toBeTypeOf('boolean');
    expect(findMemory().heap).toSatisfy((heap) => heap === null || Number(heap) > 1e8);
  });
});
