/**
 * Takes away what no policy can close, before any other module runs: peer connections, by which a page
 * could talk to a stranger. Imported first by the entry, for its effect.
 */
const TAKEN_AWAY = [
  'RTCPeerConnection',
  'webkitRTCPeerConnection',
  'RTCDataChannel',
  'RTCIceTransport',
  'RTCDtlsTransport',
  'RTCSctpTransport',
];

for (const name of TAKEN_AWAY) Reflect.deleteProperty(globalThis, name);
