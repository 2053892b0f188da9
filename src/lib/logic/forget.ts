import type { ToServiceWorker } from '../../sw/messages';

/** What was on this device beside the engine worker's files. */
export interface DeviceTraces {
  readonly caches: readonly string[];
  readonly settings: readonly string[];
  readonly databases: readonly string[];
  readonly serviceWorkers: number;
  readonly folders: number;
}

const OWN = 'leadbench';
const ANSWER_WAIT_MS = 3000;

function scope(): string {
  return new URL('./', document.baseURI).href;
}

/** Names of this page's caches; another folder of the same host has its own. */
async function ownCaches(): Promise<string[]> {
  if (!('caches' in window)) return [];
  const names = await window.caches.keys();
  return names.filter((name) => name.startsWith(OWN) && name.includes(scope()));
}

function ownKeys(storage: globalThis.Storage): string[] {
  return Object.keys(storage).filter((key) => key.startsWith(`${OWN}.`));
}

async function ownDatabases(): Promise<string[]> {
  const found = await window.indexedDB.databases().catch(() => []);
  return found.flatMap(({ name }) => (name?.startsWith(OWN) === true ? [name] : []));
}

async function ownRegistrations(): Promise<ServiceWorkerRegistration[]> {
  if (!('serviceWorker' in navigator)) return [];
  const all = await navigator.serviceWorker.getRegistrations();
  return all.filter((registration) => registration.scope === scope());
}

/** Folders of the private file system that are this page's. */
async function countFolders(): Promise<number> {
  try {
    const root = await navigator.storage.getDirectory();
    const name = `${OWN}-${encodeURIComponent(new URL(scope()).pathname)}`;
    await root.getDirectoryHandle(name);
    return 1;
  } catch {
    return 0;
  }
}

/** What this page has on the device now. Fails never where a browser lacks one of the kinds. */
export async function readTraces(): Promise<DeviceTraces> {
  return {
    caches: await ownCaches(),
    settings: [...ownKeys(window.localStorage), ...ownKeys(window.sessionStorage)],
    databases: await ownDatabases(),
    serviceWorkers: (await ownRegistrations()).length,
    folders: await countFolders(),
  };
}

/** Whether nothing at all is left. */
export function isClean(traces: DeviceTraces): boolean {
  const { caches, settings, databases, serviceWorkers, folders } = traces;
  return caches.length + settings.length + databases.length + serviceWorkers + folders === 0;
}

/** Tells the service worker to keep nothing more, and waits until it has heard. */
async function quietServiceWorker(): Promise<void> {
  const controller = navigator.serviceWorker?.controller ?? null;
  if (controller === null) return;
  const { port1, port2 } = new MessageChannel();
  const heard = new Promise<void>((resolve) => {
    port1.onmessage = () => resolve();
    setTimeout(resolve, ANSWER_WAIT_MS);
  });
  const message: ToServiceWorker = { type: 'forget' };
  controller.postMessage(message, [port2]);
  await heard;
  port1.close();
}

/** Removes caches, settings, databases and the service worker of this page, and none of its neighbours'. */
export async function forgetTraces(): Promise<void> {
  await quietServiceWorker();
  for (const registration of await ownRegistrations()) await registration.unregister();
  for (const name of await ownCaches()) await window.caches.delete(name);
  for (const name of await ownDatabases()) window.indexedDB.deleteDatabase(name);
  for (const storage of [window.localStorage, window.sessionStorage]) {
    for (const key of ownKeys(storage)) storage.removeItem(key);
  }
}
