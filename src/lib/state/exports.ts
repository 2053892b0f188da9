import { saveBlob } from '../logic/save-blob';
import type { ExportRequest } from '../../workers/protocol';
import { decide } from './decide.svelte';
import { engine } from './engine';
import { language } from './language.svelte';
import { problems } from './problems.svelte';
import { session } from './session.svelte';

/** Leads of the call list unless another number is typed: what the team can work. */
export function defaultTop(rows: number): number {
  return Math.max(1, Math.min(rows, decide.capacity));
}

/** Writes the scored list and gives it to the browser's download; `top` null is all rows. */
export async function saveList(format: ExportRequest['format'], top: number | null): Promise<void> {
  const scored = session.scored;
  if (!scored) return;
  const sheetName = language.bench.score.list;
  const blob = await session.exportScores({ format, sheetName, top });
  const base = scored.name.replace(/(\.(csv|tsv|txt|gz)){1,3}$/i, '');
  if (blob) saveBlob(blob, `${base}-${top === null ? 'scored' : `top-${top}`}.${format}`);
}

/** Gives the project file, models and results without rows, to the browser's download. */
export async function saveProject(): Promise<void> {
  try {
    const name = session.project?.name ?? session.table?.name ?? 'project';
    saveBlob(await engine.projectFile(), `${name.replace(/\.[^.]*$/, '')}.leadbench`);
  } catch (error) {
    problems.report(error);
  }
}
