import { LeadbenchError } from './errors';

/** How far a job is. `unit` says what `done` and `total` count; `total` 0 means not known yet. */
export interface Progress {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes' | 'rows' | 'rounds' | 'steps';
}

/** What a long computation gets from whoever runs it. */
export interface JobControl {
  report(progress: Progress): void;
  /** Throws LeadbenchError('CANCELLED') once the job was told to stop. Call it between shards. */
  checkpoint(): void;
}

/** A control that reports nowhere and never stops. */
export const NO_CONTROL: JobControl = { report: () => undefined, checkpoint: () => undefined };

/** A control whose `checkpoint` throws once the first element of `flag` is not 0. */
export function flagControl(flag: Int32Array, report: (progress: Progress) => void): JobControl {
  return {
    report,
    checkpoint: () => {
      if (Atomics.load(flag, 0) !== 0) throw new LeadbenchError('CANCELLED');
    },
  };
}

/**
 * Shows a part of a longer job: what the part reports fills `from` to `to` (0 to 1) of `whole`, in
 * thousandths. `phase` names the part; null keeps the names it gives itself.
 */
export function partOf(
  whole: JobControl,
  part: { phase: string | null; from: number; to: number },
): JobControl {
  return {
    report: ({ phase, done, total }) => {
      const share = total > 0 ? Math.min(1, done / total) : 0;
      const thousandths = Math.floor(1000 * (part.from + (part.to - part.from) * share));
      whole.report({ phase: part.phase ?? phase, done: thousandths, total: 1000, unit: 'steps' });
    },
    checkpoint: () => {
      whole.checkpoint();
    },
  };
}
