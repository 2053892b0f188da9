import type { Counts } from '../../sw/messages';
import { LeadbenchError } from '../../util/errors';
import type { ProbeResult } from '../../workers/protocol';
import {
  isUpdateWaiting,
  readServiceWorkerCounts,
  registerServiceWorker,
  type Registration,
} from '../service-worker';
import { engine } from './engine';
import { problems } from './problems.svelte';

const REFRESH_MS = 5000;
const OFFERED = 'leadbench.offered-reload';

/** What the probe found wanting, in the words of PROBE_FAILED. */
export type Gap = 'fetch' | 'eval' | 'worker';

/** The gate before any file, and the counts behind the badge. */
class Privacy {
  #registration = $state<Registration | null>(null);
  #gate = $state<'checking' | 'passed' | 'refused'>('checking');
  #probe = $state.raw<ProbeResult | null>(null);
  #counts = $state.raw<Counts | null>(null);
  #updateWaits = $state(false);
  #settle: () => void = () => undefined;
  /** Done once the first probe has an answer; a file dropped before waits for it. */
  readonly settled = new Promise<void>((resolve) => {
    this.#settle = resolve;
  });

  get gate(): 'checking' | 'passed' | 'refused' {
    return this.#gate;
  }

  get registration(): Registration | null {
    return this.#registration;
  }

  get probe(): ProbeResult | null {
    return this.#probe;
  }

  get counts(): Counts | null {
    return this.#counts;
  }

  /** Whether another build is on this device and opens when the last tab of this one is closed. */
  get updateWaits(): boolean {
    return this.#updateWaits;
  }

  /** What was not refused; null where the gate is open or still being checked. */
  get gap(): Gap | null {
    if (this.#gate !== 'refused') return null;
    if (this.#probe === null) return 'worker';
    return this.#probe.fetchRefused ? 'eval' : 'fetch';
  }

  /** What the badge may claim: a count only where something counts. */
  get standing(): 'checking' | 'counted' | 'uncounted' | 'refused' {
    if (this.#gate === 'refused') return 'refused';
    if (this.#gate === 'checking') return this.#counts === null ? 'checking' : 'counted';
    return this.#counts === null ? 'uncounted' : 'counted';
  }

  /** Whether the one reload on offer was taken in this tab. */
  get reloaded(): boolean {
    return sessionStorage.getItem(OFFERED) !== null;
  }

  /** Brings the page under its service worker and probes; nothing happens where the page reloads for it. */
  async start(): Promise<void> {
    this.#registration = await registerServiceWorker();
    if (this.#registration === 'reloading') return;
    await this.check();
    setInterval(() => void this.refresh(), REFRESH_MS);
  }

  /** Runs the probe. */
  async check(): Promise<void> {
    this.#gate = 'checking';
    try {
      this.#probe = await engine.probe();
    } catch (error) {
      this.#probe = null;
      problems.report(error);
    }
    const passed = this.#probe?.fetchRefused === true && this.#probe.codeRefused;
    await this.refresh();
    this.#gate = passed ? 'passed' : 'refused';
    if (passed) sessionStorage.removeItem(OFFERED);
    this.#settle();
  }

  /** Asks the service worker for new counts. */
  async refresh(): Promise<void> {
    this.#counts = await readServiceWorkerCounts();
    this.#updateWaits = await isUpdateWaiting();
  }

  /** The one reload on offer where the gate is shut. */
  reload(): void {
    sessionStorage.setItem(OFFERED, 'once');
    window.location.reload();
  }

  /** Throws PROBE_FAILED unless the probe has passed. */
  assertOpen(): void {
    if (this.#gate !== 'passed')
      throw new LeadbenchError('PROBE_FAILED', { what: this.gap ?? 'worker' });
  }
}

export const privacy = new Privacy();
