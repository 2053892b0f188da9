/** What the page and the service worker say to each other. Types only. */

/** From the page, with a MessagePort for the answer where one is due. */
export type ToServiceWorker =
  /** Asks for `Counts` through the port. */
  | { readonly type: 'counts' }
  /** Fetches every file of the build that is not kept yet, so that the page works offline. */
  | { readonly type: 'keep' }
  /** Removes what is kept and keeps nothing more; answered through the port. */
  | { readonly type: 'forget' }
  /** Asks to be controlled from now on; heard only where the page is of the worker's own build. */
  | { readonly type: 'claim'; readonly build: string };

/** What the service worker answered since its build was installed on this device. */
export interface Counts {
  /** Requests answered with a file of the build. */
  readonly served: number;
  /** Requests refused, own origin included. */
  readonly refused: number;
  /** The last 50 refused addresses, oldest first. */
  readonly refusedUrls: readonly string[];
  readonly build: string;
  /** Files of the build, and how many of them are kept on this device for use offline. */
  readonly files: number;
  readonly kept: number;
}
