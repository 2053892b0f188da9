import type { Component } from 'svelte';
import { LEAD_STEPS, type LeadStep, type Route } from '../lib/logic/route';
import { language } from '../lib/state/language.svelte';
import HomePage from './home/HomePage.svelte';

/** A page; none takes properties. */
export type Page = Component;

type Loader = () => Promise<{ default: Page }>;

const STEPS: Readonly<Record<LeadStep, Loader>> = {
  import: () => import('./import/ImportPage.svelte'),
  profile: () => import('./profile/ProfilePage.svelte'),
  setup: () => import('./setup/SetupPage.svelte'),
  train: () => import('./train/TrainPage.svelte'),
  evaluate: () => import('./evaluate/EvaluatePage.svelte'),
  decide: () => import('./decide/DecidePage.svelte'),
  score: () => import('./score/ScorePage.svelte'),
};

const OTHERS = {
  privacy: () => import('./privacy/PrivacyPage.svelte'),
  device: () => import('./device/DevicePage.svelte'),
  gallery: () => import('./gallery/GalleryPage.svelte'),
};

/** The page of a route, from the build's own files. Fails where its file is neither kept nor to be had. */
export async function loadPage(route: Route): Promise<Page> {
  if (route.page === 'home') return HomePage;
  const loading = route.page === 'leads' ? STEPS[route.step]() : OTHERS[route.page]();
  const [{ default: page }] = await Promise.all([loading, language.ready]);
  return page;
}

/** Fetches the step that comes next, once the page has nothing better to do. */
export function preloadAfter(route: Route): void {
  const next = route.page === 'leads' ? LEAD_STEPS.indexOf(route.step) + 1 : 0;
  if (next >= LEAD_STEPS.length) return;
  const fetchNext = () =>
    void Promise.all([language.ready, STEPS[LEAD_STEPS[next]]()]).catch(() => undefined);
  if ('requestIdleCallback' in window) window.requestIdleCallback(fetchNext);
  else setTimeout(fetchNext, 1000);
}
