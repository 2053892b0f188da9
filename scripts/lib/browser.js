/**
 * Finds an installed Chrome, Chromium or Edge, and an installed Firefox; downloads none. Node's own
 * modules only.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from './run.js';

/** @typedef {'chromium' | 'firefox'} BrowserName */

/**
 * Where each is looked for, in this order: a variable, names on PATH, the usual places; and the
 * Debian package it comes in.
 *
 * @type {Record<BrowserName, {variable: string, names: string[], macApps: string[],
 *   windowsPrograms: string[], debian: string}>}
 */
const BROWSERS = {
  chromium: {
    variable: 'CHROME_PATH',
    names: [
      'google-chrome-stable',
      'google-chrome',
      'chromium',
      'chromium-browser',
      'microsoft-edge-stable',
      'microsoft-edge',
      'chrome',
      'msedge',
    ],
    macApps: [
      'Google Chrome.app/Contents/MacOS/Google Chrome',
      'Chromium.app/Contents/MacOS/Chromium',
      'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ],
    windowsPrograms: [
      'Google/Chrome/Application/chrome.exe',
      'Chromium/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ],
    debian: 'chromium',
  },
  firefox: {
    variable: 'FIREFOX_PATH',
    names: ['firefox-esr', 'firefox'],
    macApps: ['Firefox.app/Contents/MacOS/firefox'],
    windowsPrograms: ['Mozilla Firefox/firefox.exe'],
    debian: 'firefox-esr',
  },
};

/** Flags under which a Chromium of the tests asks for nothing by itself. */
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
 * The browser to test with: CHROME_PATH or FIREFOX_PATH, then the usual names on PATH, then the usual
 * places.
 *
 * @param {BrowserName} [name] Chromium by default
 * @returns {string | null} its path
 */
export function findBrowser(name = 'chromium') {
  const named = process.env[BROWSERS[name].variable];
  if (named !== undefined && named !== '') return existsSync(named) ? named : null;
  return [...onPath(name), ...inUsualPlaces(name)].find((path) => existsSync(path)) ?? null;
}

/**
 * As `findBrowser`, and where there is none on a Debian as root, installs the package by apt-get.
 *
 * @param {BrowserName} [name] Chromium by default
 * @returns {Promise<string | null>}
 */
export async function findOrInstallBrowser(name = 'chromium') {
  const found = findBrowser(name);
  if (found !== null || !mayUseApt()) return found;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if ((await runCommand('apt-get', ['update', '-q'], { env })) !== 0) return null;
  const install = ['install', '-y', '-q', '--no-install-recommends', BROWSERS[name].debian];
  if ((await runCommand('apt-get', install, { env })) !== 0) return null;
  return findBrowser(name);
}

/** @param {BrowserName} name */
function onPath(name) {
  const endings = process.platform === 'win32' ? ['.exe'] : [''];
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return BROWSERS[name].names.flatMap((file) =>
    folders.flatMap((folder) => endings.map((ending) => join(folder, file + ending))),
  );
}

/** @param {BrowserName} name */
function inUsualPlaces(name) {
  const { macApps, windowsPrograms } = BROWSERS[name];
  if (process.platform === 'darwin') {
    const folders = ['/Applications', join(process.env.HOME ?? '', 'Applications')];
    return folders.flatMap((folder) => macApps.map((app) => join(folder, app)));
  }
  if (process.platform !== 'win32') return [];
  const { ProgramFiles, LOCALAPPDATA } = process.env;
  return [ProgramFiles, process.env['ProgramFiles(x86)'], LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => windowsPrograms.map((program) => join(folder, program)));
}

function mayUseApt() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}
