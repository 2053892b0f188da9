import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './files.js';

const LOCK = inRoot('build', 'lock');
const OWNER = join(LOCK, 'pid');
const POLL_MS = 100;

/**
 * Runs `work` while no other script of this checkout builds. Two terminals may start at once; the
 * second waits and then finds everything built. A lock whose process has ended is taken over.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withBuildLock(work) {
  mkdirSync(inRoot('build'), { recursive: true });
  while (!take()) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  try {
    return await work();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

function take() {
  try {
    mkdirSync(LOCK);
    writeFileSync(OWNER, String(process.pid));
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    if (ownerEnded()) rmSync(LOCK, { recursive: true, force: true });
    return false;
  }
}

function ownerEnded() {
  try {
    const pid = Number(readFileSync(OWNER, 'utf8'));
    if (pid === 0) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
