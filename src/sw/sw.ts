/**
 * The service worker: it carries isolation, the policy and the offline copy, and lets no request
 * out. It answers files of its own build and refuses all else, own origin included. It never takes
 * over a page that an older build's worker controls: it waits until the last such tab is closed.
 */
import type { Manifest } from './manifest';
import type { Counts, ToServiceWorker } from './messages';
import { route } from './route';
import { Store } from './store';
import { Tally } from './tally';

declare const self: ServiceWorkerGlobalScope;
/** Written in by the build. */
declare const LEADBENCH_MANIFEST: Manifest;

const manifest = LEADBENCH_MANIFEST;
const scope = self.registration.scope;
const store = new Store(manifest, scope);
const tally = new Tally(scope, manifest.build);

self.addEventListener('install', (event) => {
  event.waitUntil(store.keepShell());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([store.dropOthers(), tally.dropOthers()]));
});

self.addEventListener('fetch', (event) => {
  const path = route(event.request, scope, manifest);
  event.respondWith(path === null ? refuse(event) : answer(event, path));
});

self.addEventListener('message', (event) => {
  const message = event.data as ToServiceWorker;
  const port = event.ports[0];
  if (message.type === 'counts' && port !== undefined) {
    event.waitUntil(readCounts().then((counts) => port.postMessage(counts)));
  } else if (message.type === 'forget' && port !== undefined) {
    const forgotten = Promise.all([store.forget(), tally.forget()]);
    event.waitUntil(forgotten.then(() => port.postMessage('forgotten')));
  } else if (message.type === 'keep') {
    event.waitUntil(store.keepAll());
  } else if (message.type === 'claim' && message.build === manifest.build) {
    event.waitUntil(self.clients.claim());
  }
});

async function answer(event: FetchEvent, path: string): Promise<Response> {
  try {
    const response = await store.answer(path);
    event.waitUntil(tally.addServed());
    return response;
  } catch {
    // Offline and not kept, or not the bytes of this build.
    return Response.error();
  }
}

function refuse(event: FetchEvent): Response {
  event.waitUntil(tally.addRefused(event.request.url));
  return Response.error();
}

async function readCounts(): Promise<Counts> {
  const files = Object.keys(manifest.files).length;
  return { ...(await tally.read()), build: manifest.build, files, kept: await store.countKept() };
}
