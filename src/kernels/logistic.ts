import { allocate } from './tree-kernels';
import { logisticInformationReference, logisticLossReference } from './logistic-reference';
import { MAX_SHARDS, ShardTeam } from './parallel';
import { columnMomentsReference, standardiseColumnReference } from './standardise-reference';
import { instantiateKernels, type Kernels, type LogisticExports } from './wasm';

export { MemoryLayout } from './tree-kernels';
export { INFORMATION_TILE, LOSS_TILE, TILE_BYTES } from './logistic-reference';
export { MOMENTS_BYTES, SCALES_BYTES } from './standardise-reference';

/** Memory of one fit with the kernels that work on it. Lay it out with `MemoryLayout`. */
export interface LogisticKernels {
  readonly buffer: ArrayBufferLike;
  /** Calls a kernel once a shard with the shard's arguments, on all threads; returns when all are done. */
  run(kernel: keyof LogisticExports, shards: readonly (readonly number[])[]): void;
  /** Lets the threads go. Call it when the job is over, however it ends. */
  close(): void;
}

function twinsOver(buffer: ArrayBuffer): LogisticKernels {
  const twins: LogisticExports = {
    columnMoments: (...args) => {
      columnMomentsReference(buffer, ...args);
    },
    standardiseColumn: (...args) => {
      standardiseColumnReference(buffer, ...args);
    },
    logisticLoss: (...args) => {
      logisticLossReference(buffer, ...args);
    },
    logisticInformation: (...args) => {
      logisticInformationReference(buffer, ...args);
    },
  };
  return {
    buffer,
    run: (kernel, shards) => {
      const call: (...args: number[]) => void = twins[kernel];
      for (const shard of shards) call(...shard);
    },
    close: () => undefined,
  };
}

/**
 * `bytes` bytes of zeroed memory and the kernels of logistic regression over it: WebAssembly where
 * `kernels` is given and runs, on its threads, else the twins (`*-reference.ts`), which give the same bits
 * more slowly. Throws LeadbenchError('MEMORY_FULL', {megabytes}) when neither can have the
 * memory.
 */
export function openLogisticKernels(kernels: Kernels | null, bytes: number): LogisticKernels {
  const instance = kernels === null ? null : instantiateKernels(kernels.module, bytes);
  if (kernels === null || instance === null) return twinsOver(allocate(bytes));
  const team = new ShardTeam(kernels.parallel, { module: kernels.module, ...instance });
  return {
    buffer: instance.memory.buffer,
    run: (kernel, shards) => {
      for (let i = 0; i < shards.length; i += MAX_SHARDS) {
        team.run(shards.slice(i, i + MAX_SHARDS).map((shard) => [kernel, ...shard]));
      }
    },
    close: () => {
      team.close();
    },
  };
}
