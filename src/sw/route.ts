import { INDEX, type Manifest } from './manifest';

/** The parts of a Request that decide whether it is answered. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  /** 'navigate' where a tab opens the address. */
  readonly mode: string;
}

/**
 * The path of the build's file that answers a request, or null where it is refused. Answered are
 * GETs below the page's own folder for a file of the manifest, without a query; only a navigation
 * to the page may carry one, because the page reads it (`?demo`) and no server sees it.
 *
 * @param scope the page's folder as an absolute address that ends in a slash
 */
export function route(asked: Asked, scope: string, manifest: Manifest): string | null {
  if (asked.method !== 'GET') return null;
  const url = new URL(asked.url);
  const folder = new URL(scope);
  if (url.origin !== folder.origin || !url.pathname.startsWith(folder.pathname)) return null;
  const path = url.pathname.slice(folder.pathname.length) || INDEX;
  if (url.search !== '' && !(asked.mode === 'navigate' && path === INDEX)) return null;
  return Object.hasOwn(manifest.files, path) ? path : null;
}
