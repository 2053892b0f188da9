import { spawn } from 'node:child_process';
import { ROOT } from './files.js';

/**
 * Runs Node with a script and waits. The child's own stdout goes to our stderr unless `inherit` is
 * set, so that a script's stdout stays what its contract says.
 *
 * @param {string[]} args script and arguments
 * @param {{inherit?: boolean, env?: NodeJS.ProcessEnv}} [options]
 * @returns {Promise<number>} the exit code, 1 where a signal ended the child
 */
export function runNode(args, options = {}) {
  return runCommand(process.execPath, args, options);
}

/**
 * Runs a command and waits; see `runNode`.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{inherit?: boolean, shell?: boolean, env?: NodeJS.ProcessEnv}} [options]
 * @returns {Promise<number>}
 */
export function runCommand(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: options.env ?? process.env,
    shell: options.shell ?? false,
    stdio: ['ignore', options.inherit === true ? 'inherit' : 2, 2],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs npm, by the npm that runs us where there is one; on Windows npm is a batch file and needs a
 * shell.
 *
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export function runNpm(args) {
  const npm = process.env.npm_execpath;
  if (npm !== undefined && npm.endsWith('npm-cli.js')) return runNode([npm, ...args]);
  return runCommand('npm', args, { shell: process.platform === 'win32' });
}
