/**
 * What a thread that makes code of text must not have. Its policy refuses every connection and every
 * script; these are taken away besides, so that code of a step finds neither a door nor the origin's
 * storage nor another thread.
 */
const DOORS = [
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'importScripts'],
  ...['indexedDB', 'caches', 'cookieStore', 'BroadcastChannel', 'Worker', 'SharedWorker'],
  ...['FileReaderSync', 'Notification'],
];
const NAVIGATOR_DOORS = [
  ...['storage', 'locks', 'serviceWorker', 'sendBeacon', 'gpu', 'usb', 'hid', 'serial'],
];

/** Deletes a property from an object and everything it inherits from. */
function takeFrom(from: object, name: string): void {
  for (let owner: object | null = from; owner !== null; owner = Reflect.getPrototypeOf(owner)) {
    Reflect.deleteProperty(owner, name);
  }
}

/** Takes the doors of this thread away, for good. Throws where one would stay. */
export function takeDoorsAway(): void {
  for (const name of DOORS) takeFrom(globalThis, name);
  for (const name of NAVIGATOR_DOORS) takeFrom(navigator, name);
  const left = [
    ...DOORS.filter((name) => name in globalThis),
    ...NAVIGATOR_DOORS.filter((name) => name in navigator),
  ];
  if (left.length > 0) throw new Error(`not taken away: ${left.join(', ')}`);
}
