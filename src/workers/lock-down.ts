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
  // These pass the service worker by on their way to the own host, or carry more than an address.
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
  'fetchLater',
  'XMLHttpRequest',
  'FontFace',
  // From an element that is a frame one gets globals of which nothing was taken away.
  'customElements',
  'XSLTProcessor',
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

/** Elements that hold another document. */
const FRAME = /(?:^|:)(?:iframe|frame|frameset|fencedframe|object|embed)$/i;

/** The scripts of a build: the service worker, and what the bundler wrote. */
const SCRIPT = /^(?:sw\.js|assets\/[\w.-]+\.js)$/;

type Method = (this: unknown, ...values: unknown[]) => unknown;

interface ScriptPolicies {
  createPolicy(name: string, rules: { createScriptURL(text: string): string }): unknown;
}

for (const name of GLOBALS) Reflect.deleteProperty(globalThis, name);
for (const [owner, names] of PROPERTIES) {
  for (const name of names) Reflect.deleteProperty(prototypeOf(owner), name);
}
// An address and nothing else: no method, no body, no header, and nothing that outlives the page.
change(
  globalThis,
  'fetch',
  (fetch) => (address) => Reflect.apply(fetch, globalThis, [String(address)]),
);
change(prototypeOf('Document'), 'createElement', withoutFrames(0));
change(prototypeOf('Document'), 'createElementNS', withoutFrames(1));
(Reflect.get(globalThis, 'trustedTypes') as ScriptPolicies | undefined)?.createPolicy('default', {
  createScriptURL: checkScript,
});

/** The prototype of a class, or an empty object where there is no such class here. */
function prototypeOf(name: string): object {
  const found: unknown = Reflect.get(globalThis, name);
  return typeof found === 'function' ? (found.prototype as object) : {};
}

/** Puts another method in the place of one, where it stands: a worker's globals are inherited. */
function change(object: object, name: string, wrap: (method: Method) => Method): void {
  let owner: object | null = object;
  while (owner !== null && !Object.hasOwn(owner, name)) {
    owner = Reflect.getPrototypeOf(owner);
  }
  if (owner === null) return;
  Reflect.defineProperty(owner, name, { value: wrap(Reflect.get(owner, name) as Method) });
}

/** The method without the elements that are frames; `index` is of the argument that names one. */
function withoutFrames(index: number): (method: Method) => Method {
  return (method) =>
    function (...values) {
      if (FRAME.test(String(values[index]))) throw new TypeError('this page has no frames');
      return Reflect.apply(method, this, values);
    };
}

/** The address itself where it is of a script of this build, without a query; throws otherwise. */
function checkScript(text: string): string {
  const { url } = import.meta;
  const folder = url.slice(0, url.lastIndexOf('assets/'));
  const { href } = new URL(text, self.location.href);
  if (!href.startsWith(folder) || !SCRIPT.test(href.slice(folder.length)))
    throw new TypeError('not a script of this build');
  return text;
}
