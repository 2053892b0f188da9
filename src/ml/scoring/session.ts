import * as ort from 'onnxruntime-web/wasm';
import type { Assets } from '../../util/assets';

/** A loaded model; `release` gives its memory back. */
export type OnnxSession = ort.InferenceSession;

let runtime: Promise<void> | null = null;

/** Hands the runtime its WASM file once a thread, so that it never looks for an address of its own. */
async function startRuntime(assets: Assets): Promise<void> {
  ort.env.wasm.wasmBinary = await assets.bytes('ort-wasm-simd-threaded.wasm');
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
}

/**
 * Loads an ONNX file into onnxruntime-web's WASM runtime, one thread, nothing fetched. The runtime
 * starts with the first call, from the assets of that call. Throws what `assets` throws; a file the
 * runtime refuses is an Error of its own.
 */
export async function createSession(assets: Assets, onnx: Uint8Array): Promise<OnnxSession> {
  runtime ??= startRuntime(assets);
  try {
    await runtime;
  } catch (error) {
    runtime = null;
    throw error;
  }
  return ort.InferenceSession.create(onnx, {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
  });
}
