import type { HTTPRequest, Page } from 'puppeteer-core';

export interface Watched {
  /** Console errors, uncaught errors, and requests of the page to another origin. */
  readonly complaints: string[];
  /** Addresses the tab itself was sent to, reloads included. */
  readonly navigations: string[];
}

/**
 * Firefox calls it an error when a reload cuts something off: the load of a font (NS_BINDING_ABORTED), or
 * what the service worker was about to answer, which has no address then.
 */
const CUT_OFF = ['status=2152398850', 'Failed to load ‘’. A ServiceWorker intercepted'];

/** Watches what the page asks for and complains about from now on; `url` is where it is served. */
export function watch(page: Page, url: string): Watched {
  const complaints: string[] = [];
  const navigations: string[] = [];
  const { origin } = new URL(url);
  const note = (address: string): void => {
    if (/^(blob|data|about|chrome):/.test(address) || address.startsWith(`${origin}/`)) return;
    complaints.push(`foreign request: ${address}`);
  };
  page.on('request', (request: HTTPRequest) => {
    note(request.url());
    if (request.isNavigationRequest()) navigations.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => {
    const text = String(error);
    if (!CUT_OFF.some((part) => text.includes(part))) complaints.push(`error: ${text}`);
  });
  return { complaints, navigations };
}
