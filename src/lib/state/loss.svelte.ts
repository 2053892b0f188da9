import { session } from './session.svelte';
import { storage } from './storage.svelte';
import { tasks } from './tasks.svelte';

/**
 * Whether closing the tab takes away something that neither the next visit nor a button brings back: a
 * run going on, a change that is not saved yet, or rows that are not kept. In a tab that only reads,
 * nothing.
 */
export function wouldLose(): boolean {
  if (storage.readOnly) return false;
  if (tasks.busy || storage.state?.saving === true) return true;
  const { table, project } = session;
  if (table === null) return project !== null && storage.state?.kept !== 'kept';
  return !storage.keepsRows && !(table.demo && project?.pretrained === true);
}
