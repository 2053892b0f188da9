import type { Counts, ToServiceWorker } from '../sw/messages';

/**
 * - `controlled`: the service worker answers this page's requests.
 * - `reloading`: the page is about to reload once to come under it; start nothing.
 * - `unsupported`: no service workers here (private window, policy, or the development server).
 * - `failed`: it could not be installed or took no control; a plain reload may help.
 */
export type Registration = 'controlled' | 'reloading' | 'unsupported' | 'failed';

const RELOADED = 'leadbench.reloaded';
const CONTROL_WAIT_MS = 3000;
const ANSWER_WAIT_MS = 3000;

/**
 * Registers sw.js beside the page and brings the page under it. A page that is not isolated yet
 * reloads once, never twice: a note in this entry of the tab's history stands until the page is
 * controlled (session storage would do, did Chromium not read it stale where a reload changes
 * processes). A page that its host isolates is taken over where it stands, without a reload.
 * Fails never.
 */
export async function registerServiceWorker(): Promise<Registration> {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return 'unsupported';
  try {
    const registration = await navigator.serviceWorker.register(address(), {
      updateViaCache: 'none',
    });
    if (navigator.serviceWorker.controller !== null) return settle();
    const worker = await untilActive(registration);
    return crossOriginIsolated ? await claim(worker) : reloadOnce();
  } catch {
    return 'failed';
  }
}

/**
 * What the service worker answered and refused since this build was installed, and how much of the
 * build is kept for offline use; null where none controls the page or it does not answer in 3 s.
 */
export async function readServiceWorkerCounts(): Promise<Counts | null> {
  const controller = navigator.serviceWorker?.controller ?? null;
  if (controller === null) return null;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<Counts | null>((resolve) => {
    port1.onmessage = (event: MessageEvent<Counts>) => resolve(event.data);
    setTimeout(() => resolve(null), ANSWER_WAIT_MS);
  });
  send(controller, { type: 'counts' }, [port2]);
  const counts = await answer;
  port1.close();
  return counts;
}

/** Whether a newer build is installed and waits until no tab of this one is open. */
export async function isUpdateWaiting(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  const registration = await navigator.serviceWorker.getRegistration();
  if (registration === undefined) return false;
  return registration.active !== null && registration.waiting !== null;
}

/** The page's own folder holds sw.js, whatever the sub-path; the base is the document's. */
function address(): URL {
  return new URL('./sw.js', document.baseURI);
}

function settle(): Registration {
  if (history.state === RELOADED) history.replaceState(null, '');
  const { controller } = navigator.serviceWorker;
  if (controller !== null) {
    // What Chromium set aside (see reloadOnce) does not outlive a claim, as no worker controls it.
    send(controller, { type: 'claim', build: ownBuild() });
    send(controller, { type: 'keep' });
  }
  return 'controlled';
}

function reloadOnce(): Registration {
  if (history.state === RELOADED) return 'failed';
  history.replaceState(RELOADED, '');
  // Chromium sets this document aside and answers the next reload with it, as it was left.
  addEventListener('pageshow', (event) => {
    if (event.persisted) setTimeout(() => location.reload());
  });
  location.reload();
  return 'reloading';
}

async function claim(worker: ServiceWorker): Promise<Registration> {
  const controlled = new Promise<boolean>((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true), {
      once: true,
    });
    setTimeout(() => resolve(false), CONTROL_WAIT_MS);
  });
  send(worker, { type: 'claim', build: ownBuild() });
  return (await controlled) ? settle() : 'failed';
}

/** The build this page was loaded from, as its index.html says. */
function ownBuild(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="leadbench-build"]')?.content ?? '';
}

/** Waits for the first worker to become active. Fails where its installation does. */
async function untilActive(registration: ServiceWorkerRegistration): Promise<ServiceWorker> {
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  if (worker === null) throw new Error('no service worker');
  if (worker.state === 'activated') return worker;
  return new Promise((resolve, reject) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve(worker);
      if (worker.state === 'redundant') reject(new Error('not installed'));
    });
  });
}

function send(worker: ServiceWorker, message: ToServiceWorker, ports: MessagePort[] = []): void {
  worker.postMessage(message, ports);
}
