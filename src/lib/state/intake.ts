import { location } from './location.svelte';
import { notices } from './notices.svelte';
import { privacy } from './privacy.svelte';
import { session } from './session.svelte';
import { storage } from './storage.svelte';
import { tasks } from './tasks.svelte';

/** What a file dialog offers. */
export const LEAD_FILES = '.csv,.tsv,.tab,.psv,.txt,.dat,.prn,.gz,.zip,text/csv,text/plain';
export const ALL_FILES = `${LEAD_FILES},.leadbench`;

const NAMED = 5;

function isProject({ name }: File): boolean {
  return /\.leadbench$/i.test(name);
}

function namesOf(files: readonly File[]): string {
  const names = files.slice(0, NAMED).map((file) => file.name);
  return names.join(', ') + (files.length > NAMED ? ` … (${files.length})` : '');
}

/**
 * Takes dropped or chosen files to the page they belong to: a project is opened, lead files wait on
 * Import to be read as one table, and on Score, where there is a model, one is scored. Of projects and
 * of files to score the first counts, and while a run is going on none does: the page says which were
 * not taken.
 */
export async function takeFiles(files: readonly File[]): Promise<void> {
  const [file] = files;
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
  await privacy.settled;
  const { route } = location;
  const scores = route.page === 'leads' && route.step === 'score' && session.study !== null;
  const taken = isProject(file) || scores ? [file] : files.filter((one) => !isProject(one));
  const others = files.filter((one) => !taken.includes(one));
  if (others.length > 0)
    notices.say((m) => m.home.someTaken({ taken: namesOf(taken), names: namesOf(others) }));
  if (isProject(file)) {
    if (await session.openProject(file))
      location.go({ page: 'leads', step: session.study ? 'evaluate' : 'import' });
    return;
  }
  if (scores) {
    await session.score(file);
    return;
  }
  if (session.offer(taken)) location.go({ page: 'leads', step: 'import' });
}

/** Opens the browser's own dialog for a file, from a key or a press. */
export function chooseFiles(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = ALL_FILES;
  input.multiple = true;
  input.addEventListener('change', () => void takeFiles([...(input.files ?? [])]));
  input.click();
}
