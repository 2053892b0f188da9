import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Python with the peers, as `npm run bench:setup` makes it. */
export const PYTHON = join(
  'build',
  'peers',
  process.platform === 'win32' ? 'Scripts' : 'bin',
  'python',
);

/** A Python process that answers a line with a line of JSON. */
export class PythonPeer {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly versions: Readonly<Record<string, string>>;

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, first: string) {
    this.#process = child;
    this.#lines = lines;
    this.versions = (JSON.parse(first) as { versions: Record<string, string> }).versions;
  }

  /** Starts a script of bench/peers, whose first line is `{versions}`; null where there is no Python for it. */
  static async open(script: string, args: readonly string[]): Promise<PythonPeer | null> {
    if (!existsSync(PYTHON)) return null;
    const child = spawn(PYTHON, [join('bench', 'peers', script), ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, OMP_WAIT_POLICY: 'PASSIVE' },
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return new PythonPeer(child, lines, await PythonPeer.#line(lines));
  }

  /** Says a line and waits for the answer, which the caller knows. */
  async ask(line: string): Promise<unknown> {
    this.#process.stdin?.write(`${line}\n`);
    return JSON.parse(await PythonPeer.#line(this.#lines));
  }

  close(): void {
    this.#process.stdin?.end();
  }

  static async #line(lines: AsyncIterator<string>): Promise<string> {
    const next = await lines.next();
    if (next.done === true) throw new Error('the peers stopped');
    return next.value;
  }
}
