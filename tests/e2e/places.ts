import type { VisitOptions } from './harness';

interface Place extends Required<Pick<VisitOptions, 'browser' | 'headers' | 'base'>> {
  readonly name: string;
  /** How often the first visit loads the page: a bare host's page reloads once to be isolated. */
  readonly loads: number;
}

/** The browsers every promise of the page is kept in. */
export const BROWSERS = ['chromium', 'firefox'] as const;
/** One that sends the headers at the root, and a bare static server below a sub-path. */
const HOSTS = [
  { host: 'headers', headers: true, base: '/', loads: 1 },
  { host: 'bare sub-path', headers: false, base: '/some/sub-path/', loads: 2 },
];

const EVERYWHERE = process.env.LEADBENCH_PLACES === 'all';

/**
 * Each browser on each kind of host where `LEADBENCH_PLACES=all` asks for it, else each browser and each
 * kind once.
 */
export const PLACES: readonly Place[] = BROWSERS.flatMap((browser) =>
  HOSTS.map(({ host, ...rest }) => ({ name: `${browser}, ${host}`, browser, ...rest })),
).filter(({ browser, headers }) => EVERYWHERE || headers === (browser === 'chromium'));
