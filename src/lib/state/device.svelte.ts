import { readSetting, writeSetting } from '../logic/storage';
import { completeThreads } from '../logic/thread-setting';

/** What this device offers, and how many of its cores the analyst lends. */
class DeviceState {
  /** Logical cores; browsers may name fewer than there are. */
  readonly cores = navigator.hardwareConcurrency || 1;
  #threads = $state(completeThreads(readSetting('threads'), this.cores));

  /** Kernel threads of a job, 1 to `cores`. Without isolation there is one, whatever this says. */
  get threads(): number {
    return this.#threads;
  }

  /** Keeps another number for the jobs that start from now on. */
  lend(threads: number): void {
    writeSetting('threads', String(threads));
    this.#threads = completeThreads(String(threads), this.cores);
  }
}

export const device = new DeviceState();
