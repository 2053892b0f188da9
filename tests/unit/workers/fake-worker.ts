import { vi } from 'vitest';
import type { Launched } from '../../../src/workers/launch';

interface Call {
  readonly id: string;
  /** Absent in the message that lets the worker go. */
  readonly path?: readonly string[];
}

class SilentLine extends EventTarget {
  readonly start = vi.fn();
  readonly close = vi.fn();
  readonly #mute: boolean;

  constructor(mute: boolean) {
    super();
    this.#mute = mute;
  }

  postMessage(message: Call): void {
    if (this.#mute || message.path?.at(-1) !== 'live') return;
    const data = { id: message.id, type: 'RAW', value: false };
    queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data })));
  }
}

/** A worker that says it lives and never answers anything else; `mute` ones do not say even that. */
export class SilentWorker implements Launched {
  readonly line: MessagePort;
  readonly terminate = vi.fn();
  #tell: (isThrown: boolean) => void = () => undefined;

  constructor(options: { mute?: boolean } = {}) {
    this.line = new SilentLine(options.mute === true) as unknown as MessagePort;
  }

  onError(listener: (isThrown: boolean) => void): void {
    this.#tell = listener;
  }

  /** An error nobody caught, or a file that does not load. */
  fail(isThrown: boolean): void {
    this.#tell(isThrown);
  }
}
