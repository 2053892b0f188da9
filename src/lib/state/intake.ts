import { location } from './location.svelte';
import { privacy } from './privacy.svelte';
import { session } from './session.svelte';
import { tasks } from './tasks.svelte';

/** What a file dialog offers. */
export const LEAD_FILES = '.csv,.tsv,.txt,.gz,text/csv,text/plain';
export const ALL_FILES = `${LEAD_FILES},.leadbench`;

/**
 * Takes dropped or chosen files to the page they belong to: a project is opened, a lead file waits on
 * Import, and on Score, where there is a model, it is scored. The first file counts. Nothing happens
 * while a run is going on.
 */
export async function takeFiles(files: readonly File[]): Promise<void> {
  const [file] = files;
  if (!file || tasks.busy) return;
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
