import { readSetting, writeSetting } from '../logic/storage';
import { completeThreads } from '../logic/thread-setting';
import { engine } from './engine';

/** Whatever the page has to answer at once. */
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'scroll', 'input', 'hashchange'];

/** A pointer that passes over the page without a button down asks nothing of it. */
function isPassing(event: Event): boolean {
  return event.type === 'pointermove' && event instanceof PointerEvent && event.buttons === 0;
}

/** How many of its cores the analyst lends. What else the device offers is in machine.svelte.ts. */
class DeviceState {
  /** Logical cores; a browser may name fewer than there are. */
  readonly cores = navigator.hardwareConcurrency || 1;
  /** Whether threads can share memory here. */
  readonly isolated = window.crossOriginIsolated;
  #threads = $state(completeThreads(readSetting('threads'), this.cores));

  /** Kernel threads of a job, 1 to MOST_THREADS, as chosen. */
  get threads(): number {
    return this.#threads;
  }

  /** Those a job gets: without isolation one, whatever was chosen. */
  get usableThreads(): number {
    return this.isolated ? this.#threads : 1;
  }

  /** Tells the engine what was chosen, and from now on when the page is touched; call it before the first job. */
  start(): void {
    engine.setThreads(this.#threads);
    const giveWay = (event: Event): void => {
      if (!isPassing(event)) engine.giveWay();
    };
    for (const type of TOUCHES) {
      window.addEventListener(type, giveWay, { capture: true, passive: true });
    }
  }

  /** Keeps another number for the jobs that start from now on. */
  lend(threads: number): void {
    writeSetting('threads', String(threads));
    this.#threads = completeThreads(String(threads), this.cores);
    engine.setThreads(this.#threads);
  }
}

export const device = new DeviceState();
