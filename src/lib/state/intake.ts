import { location } from './location.svelte';
import { notices } from './notices.svelte';
import { privacy } from './privacy.svelte';
import { session } from './session.svelte';
import { storage } from './storage.svelte';
import { tasks } from './tasks.svelte';

/** What a file dialog offers. */
export const LEAD_FILES = '.csv,.tsv,.txt,.gz,text/csv,text/plain';
export const ALL_FILES = `${LEAD_FILES},.leadbench`;

const NAMED = 5;

function namesOf(files: readonly File[]): string {
  const names = files.slice(0, NAMED).map((file) => file.name);
  return names.join(', ') + (files.length > NAMED ? ` … (${files.length})` : '');
}

/**
 * Takes dropped or chosen files to the page they belong to: a project is opened, a lead file waits on
 * Import, and on Score, where there is a model, it is scored. The first file counts, and while a run is
 * going on none does: the page says which were not taken.
 */
export async function takeFiles(files: readonly File[]): Promise<void> {
  const [file, ...others] = files;
  if (!file) return;
  notices.clear();
  if (tasks.busy) {
    notices.say((m) => m.home.noneTaken({ names: namesOf(files) }));
    return;
  }
  if (storage.readOnly || session.forgotten) {
    notices.say((m) => (session.forgotten ? m.storage.forgotten : m.storage.readOnly));
    return;
  }
  if (others.length > 0)
    notices.say((m) => m.home.firstTaken({ taken: file.name, names: namesOf(others) }));
  await privacy.settled;
  const { route } = location;
  if (/\.leadbench$/i.test(file.name)) {
    if (await session.openProject(file))
      location.go({ page: 'leads', step: session.study ? 'evaluate' : 'import' });
    return;
  }
  if (route.page === 'leads' && route.step === 'score' && session.study) {
    await session.score(file);
    return;
  }
  if (session.offer(file)) location.go({ page: 'leads', step: 'import' });
}

/** Opens the browser's own dialog for a file, from a key or a press. */
export function chooseFiles(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = ALL_FILES;
  input.addEventListener('change', () => void takeFiles([...(input.files ?? [])]));
  input.click();
}
