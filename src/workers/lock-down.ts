/**
 * Takes away, before any other module of a page or worker runs, what could leave by ways that no policy
 * closes, and lets a text become a script's address only where it names a script of this build.
 * Imported first by every entry, for its effect.
 */

/** Globals this build needs nowhere. */
const GLOBALS = [
  // Peer connections: no policy binds them.
  'RTCPeerConnection',
  'webkitRTCPeerConnection',
  'RTCDataChannel',
  'RTCIceTransport',
  'RTCDtlsTransport',
  'RTCSctpTransport',
  // These pass the service worker by on their way to the own host.
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
  'fetchLater',
  // Other windows, other processes, and what the browser asks for on a page's behalf.
  'open',
  'SharedWorker',
  'Notification',
  'PushManager',
  'PaymentRequest',
  'PresentationRequest',
  'BackgroundFetchManager',
  'cookieStore',
];

/** The same of what hangs on a prototype; by the name of its class. */
const PROPERTIES: readonly (readonly [string, readonly string[]])[] = [
  ['Navigator', ['sendBeacon', 'share', 'registerProtocolHandler', 'credentials', 'presentation']],
  ['Document', ['cookie', 'write', 'writeln']],
  [
    'ServiceWorkerRegistration',
    ['navigationPreload', 'backgroundFetch', 'pushManager', 'cookies', 'sync', 'periodicSync'],
  ],
];

/** The scripts of a build: the service worker, and what the bundler wrote. */
const SCRIPT = /^(?:sw\.js|assets\/[\w.-]+\.js)$/;

interface ScriptPolicies {
  createPolicy(name: string, rules: { createScriptURL(text: string): string }): unknown;
}

for (const name of GLOBALS) Reflect.deleteProperty(globalThis, name);
for (const [owner, names] of PROPERTIES) {
  const found: unknown = Reflect.get(globalThis, owner);
  if (typeof found !== 'function') continue;
  for (const name of names) Reflect.deleteProperty(found.prototype as object, name);
}
(Reflect.get(globalThis, 'trustedTypes') as ScriptPolicies | undefined)?.createPolicy('default', {
  createScriptURL: checkScript,
});

/** The address itself where it is of a script of this build, without a query; throws otherwise. */
function checkScript(text: string): string {
  const { url } = import.meta;
  const folder = url.slice(0, url.lastIndexOf('assets/'));
  const { href } = new URL(text, self.location.href);
  if (!href.startsWith(folder) || !SCRIPT.test(href.slice(folder.length)))
    throw new TypeError('not a script of this build');
  return text;
}
