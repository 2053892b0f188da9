/** Steps of the Leads bench that exist, in order. */
export const LEAD_STEPS = [
  'import',
  'profile',
  'setup',
  'train',
  'evaluate',
  'decide',
  'score',
] as const;
export type LeadStep = (typeof LEAD_STEPS)[number];

/** Where the page is. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'privacy' }
  | { readonly page: 'device' }
  /** Every component, for who builds the page; in no menu. */
  | { readonly page: 'gallery' }
  | { readonly page: 'leads'; readonly step: LeadStep };

function isStep(text: string | undefined): text is LeadStep {
  return LEAD_STEPS.some((step) => step === text);
}

/** Reads a location hash; what is unknown is Home, and `#/leads` is its first step. */
export function parseHash(hash: string): Route {
  const [page, step] = hash
    .replace(/^#?\/?/, '')
    .split('?')[0]
    .split('/');
  if (page === 'privacy' || page === 'device' || page === 'gallery') return { page };
  if (page === 'leads') return { page, step: isStep(step) ? step : 'import' };
  return { page: 'home' };
}

/** The hash of a route: `#/`, `#/privacy`, `#/device`, `#/gallery`, `#/leads/train`. */
export function hashOf(route: Route): string {
  if (route.page === 'home') return '#/';
  return route.page === 'leads' ? `#/leads/${route.step}` : `#/${route.page}`;
}
