import { language } from './language.svelte';
import { session } from './session.svelte';
import { storage } from './storage.svelte';
import { tasks } from './tasks.svelte';

/** Why nothing can be changed just now, for a button to say; null where it can. */
export function blockedReason(): string | null {
  const { messages } = language;
  if (tasks.busy) return messages.task.busy;
  if (storage.changing) return messages.storage.changing;
  if (session.forgotten) return messages.storage.forgotten;
  return storage.readOnly ? messages.storage.readOnly : null;
}
