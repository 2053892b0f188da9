import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve } from '../../../scripts/lib/serve.js';

describe('serve', () => {
  let folder: string;
  let root: string;
  const open: { close: () => Promise<void> }[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leadbench-serve-'));
    root = join(folder, 'dist');
    await mkdir(join(root, 'assets'), { recursive: true });
    await writeFile(join(root, 'index.html'), '<!doctype html>');
    await writeFile(join(root, 'assets', 'a-1.wasm'), 'wasm');
    await writeFile(join(folder, 'secret.txt'), 'secret');
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
    await rm(folder, { recursive: true, force: true });
  });

  async function start(options: Parameters<typeof serve>[0]) {
    const server = await serve({ root, ...options });
    open.push(server);
    return server;
  }

  it('sends isolation, policy and types', async () => {
    const { url } = await start({});

    const index = await fetch(url);
    expect(index.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(index.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(index.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(index.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(index.headers.get('x-content-type-options')).toBe('nosniff');
    expect(index.headers.get('referrer-policy')).toBe('no-referrer');
    expect(index.headers.get('cache-control')).toBe('no-cache');

    const wasm = await fetch(`${url}assets/a-1.wasm`);
    expect(await wasm.text()).toBe('wasm');
    expect(wasm.headers.get('content-type')).toBe('application/wasm');
    expect(wasm.headers.get('cache-control')).toContain('immutable');
  });

  it('sends the policy without isolation, and no service worker, where asked to', async () => {
    await writeFile(join(root, 'sw.js'), '');
    const { url } = await start({ headers: 'policy', serviceWorker: false });

    const index = await fetch(url);
    expect(index.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(index.headers.get('cross-origin-opener-policy')).toBeNull();
    expect(index.headers.get('cross-origin-embedder-policy')).toBeNull();
    expect((await fetch(`${url}sw.js`)).status).toBe(404);
  });

  it('sends none of them as a bare host, below a base alone', async () => {
    const { url, port } = await start({ headers: false, base: '/some/sub-path/' });

    const index = await fetch(url);
    expect(await index.text()).toBe('<!doctype html>');
    expect(index.headers.get('cross-origin-opener-policy')).toBeNull();
    expect(index.headers.get('content-security-policy')).toBeNull();
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '//secret.txt',
    '/%00',
    '/%zz',
    '/assets',
  ])('does not leave its folder by %s', async (path) => {
    const { port } = await start({});

    expect(await statusOf(port, path)).toBe(404);
  });

  it('moves to the next port where one is taken', async () => {
    const first = await start({});
    const second = await start({ port: first.port });

    expect(second.port).toBeGreaterThan(first.port);
    expect((await fetch(second.url)).status).toBe(200);
  });

  it('answers GET and HEAD alone', async () => {
    const { url } = await start({});

    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(url, { method: 'POST' })).status).toBe(405);
  });
});

/** Unlike fetch, sends the path as it stands. */
function statusOf(port: number, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
