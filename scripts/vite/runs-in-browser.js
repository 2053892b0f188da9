import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { filesBelow, inRoot } from '../lib/files.js';

const IMPORT = /(?:from|import)(?:\s*\(\s*|\s*)'([^']+)'/g;

/**
 * The tests of a folder that need no Node: neither the file nor a helper it imports asks for a
 * `node:` module or for the engine, which is Node's.
 *
 * @param {string} folder relative to the root
 * @returns {string[]} absolute paths
 */
export function testsForBrowser(folder) {
  return filesBelow(inRoot(folder)).filter((file) => file.endsWith('.test.ts') && !usesNode(file));
}

/** @param {string} file @returns {boolean} */
function usesNode(file) {
  return importsOf(file).some((name) => {
    if (name.startsWith('node:')) return true;
    if (!name.startsWith('.')) return false;
    const helper = `${resolve(dirname(file), name)}.ts`;
    if (helper.startsWith(inRoot('engine'))) return true;
    return helper.startsWith(inRoot('tests')) && existsSync(helper) && usesNode(helper);
  });
}

/** @param {string} file @returns {string[]} */
function importsOf(file) {
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].map((match) => match[1] ?? '');
}
