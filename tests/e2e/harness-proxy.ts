import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Hosts that a browser asks for its own sake in spite of its flags: clock, updates, sign-in, and what
 * kind of form it sees (a hash of field names, no value).
 */
const OWN_AFFAIRS = [
  /^(clients\d|accounts|update|optimizationguide-pa|content-autofill|android\.clients)\.google(apis)?\.com$/,
  /^(edge|config\.edge|msedge\.api\.cdp|login)\.(microsoft|skype|live)\.com$/,
];

export interface Proxy {
  /** For the browser's `--proxy-server`. */
  readonly address: string;
  /** Every address that was asked for, the browser's own affairs aside; all were refused. */
  readonly asked: string[];
  close(): Promise<void>;
}

/**
 * A proxy that refuses everything and writes it down. A browser sends it whatever is not for this
 * computer, from any of its processes: pages, workers, service workers, and the browser itself.
 */
export async function startRefusingProxy(): Promise<Proxy> {
  const asked: string[] = [];
  const note = (address: string): void => {
    const { hostname } = new URL(address);
    if (!OWN_AFFAIRS.some((host) => host.test(hostname))) asked.push(address);
  };
  const server = createServer((request, response) => {
    note(request.url ?? '');
    response.writeHead(403).end();
  });
  server.on('connect', (request, socket) => {
    note(`https://${request.url ?? ''}`);
    // A browser that is closed does not wait for the refusal.
    socket.on('error', () => socket.destroy());
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
