import { expose } from 'comlink';
import { flagControl, type JobControl, type Progress } from '../util/progress';
import { keepErrorFields } from './error-transfer';
import { restWhileInUse, working } from './in-use';
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

/** The page's word, once it has come; until then this worker's own, by which nobody waits. */
let word = working;

/** Leaves the cores to the page for a moment while it is in use. */
export function rest(): boolean {
  return restWhileInUse(word, 0);
}

/** Control of a job inside its worker: throttled reports, and `checkpoint` by the shared flag, with a rest. */
export function jobControl(port: JobPort, onProgress: (progress: Progress) => void): JobControl {
  let last = -Infinity;
  const control = flagControl(port.flag, (progress) => {
    const now = performance.now();
    const finished = progress.total > 0 && progress.done >= progress.total;
    if (now - last < REPORT_EVERY && !finished) return;
    last = now;
    onProgress(progress);
  });
  return {
    ...control,
    checkpoint: () => {
      rest();
      control.checkpoint();
    },
  };
}

/** What the page hands a worker with its first message: its lines, and `working` of in-use.ts. */
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
  void firstMessage().then(({ data, ports }) => {
    word = data;
    exposeOn(ports[0], api);
  });
}
