/**
 * How a way out of the page is closed.
 * - `policy`: the browser, by the headers every answer carries.
 * - `worker`: the service worker, which answers files of its build and refuses and counts the rest.
 * - `removed`: the entry script, which takes the way away before anything else runs.
 * - `code`: nothing but the published code, which does not use it; lint holds it to that.
 * - `person`: open, and only by a person's own act.
 * - `none`: there is no such way.
 */
export type Closing = 'policy' | 'worker' | 'removed' | 'code' | 'person' | 'none';

/** A way by which bytes could leave the page. */
export interface Way {
  readonly id: WayId;
  /** How it is closed towards any other address. */
  readonly others: Closing;
  /** How it is closed towards the page's own host, which serves its files. */
  readonly own: Closing;
}

const WAYS_BY_ID = {
  request: { others: 'policy', own: 'worker' },
  beacon: { others: 'policy', own: 'removed' },
  socket: { others: 'policy', own: 'removed' },
  image: { others: 'policy', own: 'policy' },
  media: { others: 'policy', own: 'policy' },
  style: { others: 'policy', own: 'worker' },
  script: { others: 'policy', own: 'worker' },
  worker: { others: 'policy', own: 'policy' },
  frame: { others: 'policy', own: 'policy' },
  form: { others: 'policy', own: 'policy' },
  prefetch: { others: 'policy', own: 'worker' },
  window: { others: 'policy', own: 'policy' },
  program: { others: 'policy', own: 'none' },
  navigation: { others: 'removed', own: 'removed' },
  cookie: { others: 'none', own: 'removed' },
  service: { others: 'removed', own: 'removed' },
  peer: { others: 'removed', own: 'none' },
  realm: { others: 'removed', own: 'removed' },
  lookup: { others: 'code', own: 'none' },
  hand: { others: 'person', own: 'none' },
} as const satisfies Readonly<Record<string, { others: Closing; own: Closing }>>;

/** Names a way; its words are `privacy.ways` in src/i18n. */
export type WayId = keyof typeof WAYS_BY_ID;

/**
 * Every way known, those that the browser closes first. tests/e2e/leaving measures at the receiver
 * that those closed are, and that those called open are.
 */
export const WAYS: readonly Way[] = Object.entries(WAYS_BY_ID).map(([id, way]) => ({
  id: id as WayId,
  ...way,
}));

/** Whether a way rests on the published code: at least in one direction nothing else closes it. */
export function restsOnCode(way: Way): boolean {
  return [way.others, way.own].some((one) => one === 'removed' || one === 'code');
}
