import { expose } from 'comlink';
import { flagControl, type JobControl, type Progress } from '../util/progress';
import { keepErrorFields } from './error-transfer';
import { live } from './life';

/** What every job worker's method gets beside its input. */
export interface JobPort {
  /** Set to 1 by whoever cancels; plain memory, never set, where nothing can be shared. */
  readonly flag: Int32Array;
  /** A line to each kernel thread that the job may use. */
  readonly threads: readonly MessagePort[];
}

/** At most one report in this many milliseconds crosses a thread. */
const REPORT_EVERY = 100;

/** Control of a job inside its worker: throttled reports, and `checkpoint` by the shared flag. */
export function jobControl(port: JobPort, onProgress: (progress: Progress) => void): JobControl {
  let last = -Infinity;
  return flagControl(port.flag, (progress) => {
    const now = performance.now();
    const finished = progress.total > 0 && progress.done >= progress.total;
    if (now - last < REPORT_EVERY && !finished) return;
    last = now;
    onProgress(progress);
  });
}

/** What the page hands a worker with its first message: its lines, and whether the page is in use. */
export function firstMessage(): Promise<MessageEvent<Int32Array>> {
  return new Promise((resolve) => {
    self.addEventListener('message', resolve, { once: true });
  });
}

/** Exposes methods on a line, with errors that keep their code, and this worker's sign of life. */
export function exposeOn(line: MessagePort, api: object): void {
  keepErrorFields();
  expose(Object.assign(api, { live }), line);
}

/** Exposes a worker's methods on the line it is given. */
export function exposeJobs(api: object): void {
  void firstMessage().then(({ ports }) => {
    exposeOn(ports[0], api);
  });
}
