/**
 * Keeps the tab on this page: an address that a script or a link opens in it is refused unless it is
 * this page's own (another hash, a reload) or a download of bytes the page made. No policy closes
 * navigation. What a person types, and back and forward, stay theirs. Imported by the entry, for its
 * effect; browsers without the Navigation API have no such guard.
 */
function isOwn(event: NavigateEvent): boolean {
  const { url } = event.destination;
  // Firefox does not say that it is a download; a document of the page's bytes has the page's policy.
  if (url.startsWith(`blob:${location.origin}/`)) return true;
  return withoutHash(url) === withoutHash(location.href);
}

function withoutHash(url: string): string {
  return url.split('#', 1)[0] ?? '';
}

if ('navigation' in globalThis) {
  navigation.addEventListener('navigate', (event) => {
    if (event.navigationType !== 'traverse' && !isOwn(event)) event.preventDefault();
  });
}
