/**
 * Attempts to send something away, as a script of the page or of a worker would make them. This file
 * and `attempts-page.ts` are planted as text into the built files, so they import nothing at run time.
 * An attempt's name is its way (src/lib/logic/egress.ts), a dot, and a word of its own.
 */

/** Tries to reach `address`; whether it did is seen where it would arrive. */
export type Attempt = (address: string) => unknown;

/** A global that may be gone. */
export function find(name: string): new (...args: unknown[]) => EventTarget {
  return Reflect.get(globalThis, name) as new (...args: unknown[]) => EventTarget;
}

/** What a worker can try too. */
export const ATTEMPTS: Readonly<Record<string, Attempt>> = {
  'request.fetch': (address) => fetch(address, { mode: 'no-cors' }),
  'request.post': (address) =>
    fetch(address, { method: 'POST', body: 'secret', mode: 'no-cors', keepalive: true }),
  'request.xhr': (address) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.send('secret');
  },
  'request.cache': async (address) => (await caches.open('leaving')).add(address),
  'socket.web': (address) => new (find('WebSocket'))(address.replace('http', 'ws')),
  'socket.events': (address) => new (find('EventSource'))(address),
  'socket.transport': (address) => new (find('WebTransport'))(address.replace('http:', 'https:')),
  'style.font': (address) => new FontFace('leaving', `url("${address}")`).load(),
  'script.classic': (address) => {
    const load = Reflect.get(globalThis, 'importScripts') as (address: string) => void;
    load(address);
  },
  'worker.own': (address) => new Worker(address, { type: 'module' }),
  'worker.blob': (address) => {
    const code = new Blob([`fetch(${JSON.stringify(address)}, { mode: 'no-cors' })`]);
    return new Worker(URL.createObjectURL(code));
  },
  'service.notification': (address) =>
    new (find('Notification'))('secret', { icon: address, body: address }),
  // Last, because in Firefox a worker may end with them.
  'script.import': (address) => import(/* @vite-ignore */ address),
  'script.json': (address) => import(/* @vite-ignore */ address, { with: { type: 'json' } }),
};
