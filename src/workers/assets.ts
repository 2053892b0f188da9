import kernelsUrl from '../../build/kernels.wasm?url';
import ortUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { AssetName, Assets } from '../util/assets';
import { LeadbenchError } from '../util/errors';

const urls: Readonly<Record<AssetName, string>> = {
  'kernels.wasm': kernelsUrl,
  'ort-wasm-simd-threaded.wasm': ortUrl,
};

/** The page's own files, fetched from its own origin. Throws ASSET_MISSING where one does not come. */
export const pageAssets: Assets = {
  async bytes(name) {
    const response = await fetch(new URL(urls[name], self.location.href));
    if (!response.ok) throw new LeadbenchError('ASSET_MISSING', { file: name });
    return new Uint8Array(await response.arrayBuffer());
  },
};

/** A file of public/ by its path below the page, for the demo project. */
export async function publicFile(path: string, base: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(new URL(path, base));
  if (!response.ok) throw new LeadbenchError('ASSET_MISSING', { file: path });
  return new Uint8Array(await response.arrayBuffer());
}
