import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { fileSource, nodeAssets } from '../engine/node-files';
import { openThreads } from '../engine/threads';
import { parseDelimited } from '../src/data/parse/parse-delimited';
import { loadKernels } from '../src/kernels/wasm';
import { NO_CONTROL } from '../src/util/progress';
export async function run(args: readonly string[]): Promise<any> {
  const n = Number(args[0] ?? 2);
  const path = 'build/bench-files/leads-1000000.csv';
  const seconds: number[] = [], cpu: number[] = [];
  for (let i = 0; i < 6; i++) {
    const threads = openThreads(n, pathToFileURL(join('build', 'engine', 'kernel.worker.js')));
    const kernels = await loadKernels(nodeAssets, threads);
    const c = process.cpuUsage();
    const started = performance.now();
    await parseDelimited(await fileSource(path), {}, NO_CONTROL, kernels);
    seconds.push(Math.round(performance.now() - started));
    const d = process.cpuUsage(c);
    cpu.push(Math.round((d.user + d.system) / 1000));
    threads.close();
  }
  return { name: 'tmp', passed: true, figures: { seconds, cpu } } as any;
}
