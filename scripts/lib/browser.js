/**
 * Finds an installed Chrome, Chromium or Edge; downloads none. Node's own modules only.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from './run.js';

const NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  'chrome',
  'msedge',
];

const MAC_APPS = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const WINDOWS_PROGRAMS = [
  'Google/Chrome/Application/chrome.exe',
  'Chromium/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
];

/** Flags under which a browser of the tests asks for nothing by itself. */
export const BROWSER_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The browser to test with: CHROME_PATH, then the usual names on PATH, then the usual places.
 *
 * @returns {string | null} its path
 */
export function findBrowser() {
  const named = process.env.CHROME_PATH;
  if (named !== undefined && named !== '') return existsSync(named) ? named : null;
  return [...onPath(), ...inUsualPlaces()].find((path) => existsSync(path)) ?? null;
}

/**
 * As `findBrowser`, and where there is none on a Debian as root, installs Chromium by apt-get.
 *
 * @returns {Promise<string | null>}
 */
export async function findOrInstallBrowser() {
  const found = findBrowser();
  if (found !== null || !mayUseApt()) return found;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if ((await runCommand('apt-get', ['update', '-q'], { env })) !== 0) return null;
  const install = ['install', '-y', '-q', '--no-install-recommends', 'chromium'];
  if ((await runCommand('apt-get', install, { env })) !== 0) return null;
  return findBrowser();
}

function onPath() {
  const endings = process.platform === 'win32' ? ['.exe'] : [''];
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return NAMES.flatMap((name) =>
    folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending))),
  );
}

function inUsualPlaces() {
  if (process.platform === 'darwin') {
    const folders = ['/Applications', join(process.env.HOME ?? '', 'Applications')];
    return folders.flatMap((folder) => MAC_APPS.map((app) => join(folder, app)));
  }
  if (process.platform !== 'win32') return [];
  const { ProgramFiles, LOCALAPPDATA } = process.env;
  return [ProgramFiles, process.env['ProgramFiles(x86)'], LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => WINDOWS_PROGRAMS.map((program) => join(folder, program)));
}

function mayUseApt() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}
