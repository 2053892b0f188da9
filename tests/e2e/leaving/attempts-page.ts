import { find, type Attempt } from './attempts';

/** An element with these attributes at the end of the page. */
function put(tag: string, attributes: Readonly<Record<string, string>>): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.body.append(element);
  return element;
}

function link(rel: string, extra: Readonly<Record<string, string>> = {}): Attempt {
  return (href) => put('link', { rel, href, ...extra });
}

/** The globals of a frame without an address: fresh ones, from which nothing was taken away. */
function freshRealm(): Window & typeof globalThis {
  const frame = put('iframe', {}) as HTMLIFrameElement;
  if (frame.contentWindow === null) throw new Error('no frame');
  return frame.contentWindow as Window & typeof globalThis;
}

/** Asks a STUN server, by UDP, for the address it sees. */
function askStun(Connection: typeof RTCPeerConnection, address: string): Promise<unknown> {
  const urls = `stun:${new URL(address).host}`;
  const connection = new Connection({ iceServers: [{ urls }] });
  connection.createDataChannel('secret');
  return connection.createOffer().then((offer) => connection.setLocalDescription(offer));
}

/** What only a document can try, and stays on the page. */
export const PAGE_ATTEMPTS: Readonly<Record<string, Attempt>> = {
  'beacon.send': (address) => navigator.sendBeacon(address, 'secret'),
  'beacon.later': (address) => {
    const later = Reflect.get(globalThis, 'fetchLater') as (address: string, init: object) => void;
    later(address, { activateAfter: 0 });
  },
  'beacon.ping': (address) => put('a', { href: '#ping', ping: address }).click(),
  'image.element': (address) => put('img', { src: address }),
  'image.detached': (address) => (new Image().src = address),
  'image.set': (address) => put('img', { srcset: `${address} 2x` }),
  'image.style': (address) => {
    const element = put('p', {});
    element.textContent = 'leaving';
    element.style.setProperty('background', `url("${address}")`);
  },
  'image.input': (address) => put('input', { type: 'image', src: address }),
  'image.icon': link('icon'),
  'image.svg': (address) => {
    const image = document.createElementNS('http://www.w3.org/2000/svg', 'image');
    image.setAttribute('href', address);
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.append(image);
    document.body.append(svg);
  },
  'media.audio': (address) => put('audio', { src: address, preload: 'auto' }),
  'media.video': (address) => put('video', { src: address, poster: address, preload: 'auto' }),
  'style.sheet': link('stylesheet'),
  'style.import': (address) => {
    put('style', {}).textContent = `@import url("${address}");`;
  },
  'script.element': (address) => {
    (put('script', {}) as HTMLScriptElement).src = address;
  },
  'script.attribute': (address) => put('script', { type: 'module', src: address }),
  'script.worklet': (address) => new AudioContext().audioWorklet.addModule(address),
  'script.markup': (address) => {
    document.body.insertAdjacentHTML('beforeend', `<img src="${address}" onerror="1">`);
  },
  'worker.shared': (address) => new (find('SharedWorker'))(address),
  'worker.service': (address) => navigator.serviceWorker.register(address),
  'frame.element': (address) => put('iframe', { src: address }),
  'frame.object': (address) => put('object', { data: address }),
  'frame.embed': (address) => put('embed', { src: address }),
  'frame.inner': (address) => put('iframe', { srcdoc: `<img src="${address}">` }),
  'form.post': (address) => {
    const form = put('form', { action: address, method: 'post', target: 'leaving' });
    (form as HTMLFormElement).submit();
  },
  'prefetch.link': link('prefetch'),
  'prefetch.preload': link('preload', { as: 'fetch', crossorigin: '' }),
  'prefetch.module': link('modulepreload'),
  'prefetch.manifest': link('manifest'),
  'prefetch.rules': (address) => {
    const rules = { prefetch: [{ urls: [address] }], prerender: [{ urls: [address] }] };
    put('script', { type: 'speculationrules' }).textContent = JSON.stringify(rules);
  },
  'prefetch.report': (address) => {
    const content = `script-src 'none'; report-uri ${address}`;
    document.head.append(put('meta', { 'http-equiv': 'Content-Security-Policy', content }));
  },
  'lookup.connect': link('preconnect'),
  'peer.stun': (address) =>
    askStun(find('RTCPeerConnection') as unknown as typeof RTCPeerConnection, address),
  'window.open': (address) => window.open(address),
  'window.link': (address) => put('a', { href: address, target: '_blank' }).click(),
  'service.push': async () => {
    const { pushManager } = await navigator.serviceWorker.ready;
    return pushManager.subscribe({ userVisibleOnly: true });
  },
  'service.payment': (address) =>
    (
      new (find('PaymentRequest'))([{ supportedMethods: address.replace('http:', 'https:') }], {
        total: { label: 'secret', amount: { currency: 'IDR', value: '1' } },
      }) as unknown as { canMakePayment(): Promise<boolean> }
    ).canMakePayment(),
  'service.background': async (address) => {
    const registration: unknown = await navigator.serviceWorker.ready;
    return (
      registration as { backgroundFetch: { fetch(id: string, urls: string[]): Promise<unknown> } }
    ).backgroundFetch.fetch('secret', [address]);
  },
  'cookie.document': () => (document.cookie = 'secret=1'),
  'cookie.store': () => {
    const store = Reflect.get(globalThis, 'cookieStore') as {
      set(name: string, value: string): Promise<void>;
    };
    return store.set('secret', '1');
  },
  'cookie.preload': async () => {
    const { navigationPreload } = await navigator.serviceWorker.ready;
    await navigationPreload.enable();
    await navigationPreload.setHeaderValue('secret');
  },
  'realm.peer': (address) => askStun(freshRealm().RTCPeerConnection, address),
  'realm.socket': (address) => new (freshRealm().WebSocket)(address.replace('http', 'ws')),
  'realm.beacon': (address) => freshRealm().navigator.sendBeacon(address, 'secret'),
  'realm.custom': (address) => {
    class Frame extends HTMLIFrameElement {}
    customElements.define('leaving-frame', Frame, { extends: 'iframe' });
    const frame = new Frame();
    document.body.append(frame);
    return frame.contentWindow?.navigator.sendBeacon(address, 'secret');
  },
  'realm.markup': (address) => {
    const frame = document.createRange().createContextualFragment('<iframe></iframe>');
    document.body.append(frame);
    return window[window.length - 1]?.navigator.sendBeacon(address, 'secret');
  },
  'realm.open': (address) => freshRealm().open(address),
  // Last: where it is let, it empties the page.
  'script.write': (address) => document.write(`<script src="${address}"></script>`),
};

/** What would take the tab elsewhere; one at a time. */
export const NAVIGATIONS: Readonly<Record<string, Attempt>> = {
  'navigation.assign': (address) => window.location.assign(address),
  'navigation.replace': (address) => window.location.replace(address),
  'navigation.link': (address) => put('a', { href: address }).click(),
  'navigation.detached': (address) =>
    Object.assign(document.createElement('a'), { href: address }).click(),
  'navigation.refresh': (address) =>
    put('meta', { 'http-equiv': 'refresh', content: `0;url=${address}` }),
  'navigation.download': (address) => put('a', { href: address, download: 'secret' }).click(),
  'navigation.query': () => window.location.assign('?secret'),
  'navigation.frame': (address) => {
    const { top } = freshRealm();
    if (top !== null) top.location.href = address;
  },
  'program.mail': (address) =>
    window.location.assign(`mailto:a@example.com?body=${encodeURIComponent(address)}`),
};
