import ortUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import kernelsUrl from '../../../build/kernels.wasm?url';
import type { AssetName, Assets } from '../../../src/util/assets';

const urls: Readonly<Record<AssetName, string>> = {
  'kernels.wasm': kernelsUrl,
  'ort-wasm-simd-threaded.wasm': ortUrl,
};

/** The files that ship with the build, from the test server. */
export const testAssets: Assets = {
  async bytes(name) {
    const response = await fetch(urls[name]);
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  },
};
