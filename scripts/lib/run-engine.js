import { execFileSync } from 'node:child_process';
import { inRoot } from './files.js';

/**
 * Runs one job of the engine and reads its JSON; progress goes nowhere. Throws where the job failed.
 *
 * @param {...(string | number)} args
 * @returns {any} what docs/engine.md says of the job
 */
export function runEngine(...args) {
  const script = inRoot('scripts', 'engine.js');
  const out = execFileSync(process.execPath, [script, ...args.map(String)], {
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(out.toString());
}
