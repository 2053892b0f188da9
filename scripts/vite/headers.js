import { readFileSync } from 'node:fs';
import { inRoot } from '../lib/files.js';

/** @type {Record<string, string>} */
const headers = JSON.parse(readFileSync(inRoot('src/sw/headers.json'), 'utf8'));

const POLICY = 'Content-Security-Policy';

/** The policy in full, as a host sends it. */
export const policy = headers[POLICY] ?? '';

/** @type {Record<string, string>} */
const own = JSON.parse(readFileSync(inRoot('src/sw/own-policy.json'), 'utf8'));

/** Every header that a file of a build is answered with: other headers make another build. */
export const allHeaders = JSON.stringify([headers, own]);

/**
 * Gives the one script with a policy of its own that policy in development too, where it is not one
 * file: what it imports comes from the server.
 *
 * @returns {import('vite').Plugin}
 */
export function ownPolicy() {
  const development = (own[POLICY] ?? '').replace('script-src', "script-src 'self'");
  return {
    name: 'leadbench-own-policy',
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        if (request.url?.includes('/wrangle.worker.ts')) {
          const set = response.setHeader.bind(response);
          response.setHeader = (name, value) => set(name, name === POLICY ? development : value);
        }
        next();
      });
    },
  };
}

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
