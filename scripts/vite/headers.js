import { readFileSync } from 'node:fs';
import { inRoot } from '../lib/files.js';

/** @type {Record<string, string>} */
const headers = JSON.parse(readFileSync(inRoot('src/sw/headers.json'), 'utf8'));

/** The policy in full, as a host sends it. */
export const policy = headers['Content-Security-Policy'] ?? '';

/**
 * What makes a page cross-origin isolated, for servers of development and tests.
 *
 * @type {Record<string, string>}
 */
export const isolationHeaders = Object.fromEntries(
  Object.entries(headers).filter(([name]) => name.startsWith('Cross-Origin-')),
);

/**
 * As `isolationHeaders` with the policy, less what hot reload needs: style elements, and scripts whose
 * address is not of a build.
 */
export const developmentHeaders = {
  ...isolationHeaders,
  'Content-Security-Policy': policy
    .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    .replace(/; (require-)?trusted-types[^;]*/g, ''),
};
