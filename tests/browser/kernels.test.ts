import { describe, expect, it } from 'vitest';
import { instantiateKernels, loadKernels } from '../../src/kernels/wasm';
import { testAssets } from './harness/assets';

describe('the kernels in a browser', () => {
  it('stands on an isolated page', () => {
    expect(crossOriginIsolated).toBe(true);
  });

  it('run over shared memory that starts at zero and has the size asked for', async () => {
    const kernels = await loadKernels(testAssets);
    if (kernels === null) throw new Error('the kernels did not load');

    const instance = instantiateKernels(kernels.module, 100_000);

    expect(instance?.memory.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(instance?.memory.buffer.byteLength).toBe(131_072);
    expect(
      new Uint8Array(instance?.memory.buffer ?? new ArrayBuffer(1)).every((x) => x === 0),
    ).toBe(true);
  });

  it('say null where that much memory cannot be had', async () => {
    const kernels = await loadKernels(testAssets);
    if (kernels === null) throw new Error('the kernels did not load');

    expect(instantiateKernels(kernels.module, 2 ** 33)).toBeNull();
  });
});
