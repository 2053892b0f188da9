import { kept as en } from './en/kept';
import type { Language } from './format';
import { kept as id } from './id/kept';

/** Both languages of the storage panels, which a page loads with them: the first paint needs neither. */
export const KEPT: Readonly<Record<Language, typeof en>> = { id, en };
