import type { JobControl } from '../src/util/progress';

/** Progress on stderr, at most twice a second. */
export function consoleControl(): JobControl {
  let last = 0;
  return {
    report: ({ phase, done, total, unit }) => {
      const now = performance.now();
      if (now - last < 500) return;
      last = now;
      const share = total > 0 ? ` ${String(Math.floor((100 * done) / total))} %` : '';
      process.stderr.write(`${phase} ${String(done)} ${unit}${share}\n`);
    },
    checkpoint: () => undefined,
  };
}
