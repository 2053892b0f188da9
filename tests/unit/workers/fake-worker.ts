import { vi } from 'vitest';

interface Call {
  readonly id: string;
  /** Absent in the message that lets the worker go. */
  readonly path?: readonly string[];
}

/** A worker that says it lives and never answers anything else; `mute` ones do not say even that. */
export class SilentWorker extends EventTarget {
  readonly terminate = vi.fn();
  readonly #mute: boolean;

  constructor(options: { mute?: boolean } = {}) {
    super();
    this.#mute = options.mute === true;
  }

  postMessage(message: Call): void {
    if (this.#mute || message.path?.at(-1) !== 'live') return;
    const data = { id: message.id, type: 'RAW', value: false };
    queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data })));
  }
}

/** The fake as what it stands for. */
export function asWorker(worker: SilentWorker): Worker {
  return worker as unknown as Worker;
}
