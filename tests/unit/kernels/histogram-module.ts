import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

/** Compiles assembly/ as the build does, in memory, so the tests run the kernels of this very tree. */
export async function compileKernels(): Promise<WebAssembly.Module> {
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
  return WebAssembly.compile(Uint8Array.from(binary));
}
