/**
 * A static file server for the built page and for tests. Node's own modules only.
 */
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, resolve, sep } from 'node:path';
import { inRoot } from './files.js';

/** @type {Record<string, string>} */
const HEADERS = JSON.parse(readFileSync(inRoot('src/sw/headers.json'), 'utf8'));
/** The one file with a policy of its own. @type {Record<string, string>} */
const OWN = JSON.parse(readFileSync(inRoot('src/sw/own-policy.json'), 'utf8'));
const OWN_FILE = new RegExp(OWN['file'] ?? '');
/** @type {Record<string, string>} */
const MIME = JSON.parse(readFileSync(inRoot('src/sw/mime.json'), 'utf8'));
const ISOLATION = ['Cross-Origin-Opener-Policy', 'Cross-Origin-Embedder-Policy'];
const POLICY = 'Content-Security-Policy';
const TRIES = 100;

/**
 * @typedef {object} ServeOptions
 * @property {string} [root] folder to serve; dist/ by default
 * @property {number} [port] first port to try; 0 takes any free one, the default
 * @property {boolean | 'policy'} [headers] send isolation headers and the policy, as a host set up
 *   for the page does; 'policy' leaves isolation out, false is a bare host. Default true
 * @property {boolean} [serviceWorker] false: there is no sw.js to be had. Default true
 * @property {(request: import('node:http').IncomingMessage) => void} [onRequest] sees every request
 * @property {string} [base] sub-path to serve below, with both slashes; '/' by default
 */

/**
 * Starts a server on 127.0.0.1. A taken port moves to the next one.
 *
 * @param {ServeOptions} [options]
 * @returns {Promise<{url: string, port: number, close: () => Promise<void>}>} `url` ends in the base
 */
export async function serve(options = {}) {
  const root = resolve(options.root ?? inRoot('dist'));
  const base = options.base ?? '/';
  const headers = headersFor(options.headers ?? true);
  const hidden = options.serviceWorker === false ? 'sw.js' : null;
  const server = createServer((request, response) => {
    options.onRequest?.(request);
    answer({ root, base, headers, hidden, request, response });
  });
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}${base}`,
    port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {import('node:http').Server} server
 * @param {number} first
 * @returns {Promise<number>}
 */
async function listen(server, first) {
  for (let port = first; ; port++) {
    try {
      await new Promise((done, refuse) => {
        server.once('error', refuse);
        server.listen(port, '127.0.0.1', () => {
          server.off('error', refuse);
          done(undefined);
        });
      });
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no address');
      return address.port;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || port === 0 || port >= first + TRIES) throw error;
    }
  }
}

/** @param {boolean | 'policy'} wanted @returns {[string, string][]} */
function headersFor(wanted) {
  const all = Object.entries(HEADERS);
  if (wanted !== 'policy') return wanted ? all : [];
  return all.filter(([name]) => !ISOLATION.includes(name));
}

/**
 * @param {{root: string, base: string, headers: [string, string][], hidden: string | null,
 *   request: import('node:http').IncomingMessage,
 *   response: import('node:http').ServerResponse}} exchange
 */
function answer({ root, base, headers, hidden, request, response }) {
  for (const [name, value] of headers) response.setHeader(name, value);
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405);
  const file = locate(root, base, request.url ?? '/');
  if (file === null || file.relative === hidden) return end(response, 404);
  if (response.hasHeader(POLICY) && OWN_FILE.test(file.relative)) {
    response.setHeader(POLICY, OWN[POLICY] ?? '');
  }
  response.writeHead(200, {
    'Content-Type': MIME[extname(file.path).slice(1)] ?? 'application/octet-stream',
    'Content-Length': file.size,
    'Cache-Control': cacheControl(file.relative),
  });
  if (request.method === 'HEAD') return response.end();
  createReadStream(file.path)
    .on('error', () => response.destroy())
    .pipe(response);
}

/**
 * The file an address names, or null: outside the base, outside the root, absent, not decodable.
 *
 * @param {string} root
 * @param {string} base
 * @param {string} target the request's path and query
 */
function locate(root, base, target) {
  const path = decode(target.split('?', 1)[0] ?? '/');
  if (path === null || !path.startsWith(base)) return null;
  const relative = path.slice(base.length) || 'index.html';
  const full = resolve(root, relative);
  if (!full.startsWith(root + sep)) return null;
  const stats = statSync(full, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isFile()) return null;
  return { path: full, relative, size: stats.size };
}

/** @param {string} path @returns {string | null} */
function decode(path) {
  try {
    const text = decodeURIComponent(path);
    return text.includes('\0') || text.includes('\\') ? null : text;
  } catch {
    return null;
  }
}

/** Names in assets/ carry a hash of their bytes. @param {string} relative */
function cacheControl(relative) {
  return relative.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}

/** @param {import('node:http').ServerResponse} response @param {number} status */
function end(response, status) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${status}\n`);
}
