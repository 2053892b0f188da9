import {
  findGpu,
  findMemory,
  findStorage,
  findWasm,
  type Gpu,
  type StorageFacts,
} from '../logic/device-facts';

/** What the browser says of this machine. Apart from device.svelte.ts, which every page loads. */
class MachineState {
  readonly memory = findMemory();
  readonly wasm = findWasm();
  #gpu = $state.raw<Gpu | null>(null);
  #storage = $state.raw<StorageFacts | null>(null);

  /** null until `look` has its answer. */
  get gpu(): Gpu | null {
    return this.#gpu;
  }

  /** null until `look` has its answer. */
  get storage(): StorageFacts | null {
    return this.#storage;
  }

  /** Asks the browser again for what takes a moment or changes. */
  async look(): Promise<void> {
    [this.#gpu, this.#storage] = await Promise.all([findGpu(), findStorage()]);
  }
}

export const machine = new MachineState();
