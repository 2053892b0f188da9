/** Files that ship with the build and that code below `workers` may need. */
export type AssetName = 'kernels.wasm' | 'ort-wasm-simd-threaded.wasm';

/** Where those files come from: the page fetches its own, the engine reads them from disk. */
export interface Assets {
  bytes(name: AssetName): Promise<Uint8Array<ArrayBuffer>>;
}
