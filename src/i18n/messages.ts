import type { en } from './en';
import type { bench } from './en/bench';
import type { Language } from './format';

/** What every page shares, in the shape every language fills. */
export type Messages = typeof en;

/** What only the benches' pages say. */
export type BenchMessages = typeof bench;

/**
 * The messages of one language that the first paint waits for; a page needs one language. Fails where
 * the file is neither kept nor to be had, as does `loadBench`.
 */
export async function loadMessages(language: Language): Promise<Messages> {
  if (language === 'id') return (await import('./id')).id;
  return (await import('./en')).en;
}

/** The rest of one language: a bench's page waits for it. */
export async function loadBench(language: Language): Promise<BenchMessages> {
  if (language === 'id') return (await import('./id/bench')).bench;
  return (await import('./en/bench')).bench;
}
