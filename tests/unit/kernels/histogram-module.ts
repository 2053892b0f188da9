import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';
import { ONE_THREAD } from '../../../src/kernels/parallel';
import type { Kernels } from '../../../src/kernels/wasm';

/** Compiles assembly/ as the build does, in memory, so the tests run the kernels of this very tree. */
export async function compileKernels(): Promise<Kernels> {
  let binary: Uint8Array | null = null;
  const { error } = await asc.main(['--config', 'assembly/asconfig.json'], {
    readFile: (name, base) => {
      try {
        return readFileSync(join(base, name), 'utf8');
      } catch {
        return null;
      }
    },
    writeFile: (name, contents) => {
      if (name.endsWith('.wasm') && typeof contents !== 'string') binary = contents;
    },
    listFiles: () => [],
  });
  if (error || binary === null)
    throw new Error(`kernels do not compile: ${error?.message ?? 'no output'}`);
  return { module: await WebAssembly.compile(Uint8Array.from(binary)), parallel: ONE_THREAD };
}
