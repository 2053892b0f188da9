import type { en } from './en';
import type { Language } from './format';

/** The shape every language fills. */
export type Messages = typeof en;

/**
 * The messages of one language, fetched alone: a page needs one of them. Fails where its file is neither
 * kept nor to be had.
 */
export async function loadMessages(language: Language): Promise<Messages> {
  if (language === 'id') return (await import('./id')).id;
  return (await import('./en')).en;
}
