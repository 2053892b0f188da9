import { download, type Visit } from './harness';
import { readCsv } from './lead-file';
import { press, untilText } from './steps';
import type { Table } from '../../src/data/table/column';

/** From a file that was just taken in to trained and evaluated stages. */
export async function trainOnFile({ page }: Visit): Promise<void> {
  await press(page, 'Read the file');
  await press(page, 'Set up the outcomes');
  await press(page, 'Confirm contract');
  await press(page, 'Train 4 cells');
  await press(page, 'See what the ranking is worth');
  await untilText(page, 'ROC-AUC');
}

/** From there to the downloaded call list. */
export async function scoreToList(visited: Visit): Promise<Table> {
  const { page } = visited;
  await press(page, 'Decide who is called');
  await press(page, 'Score and export the list');
  await press(page, 'Score the open table');
  await untilText(page, 'Grade');
  await page.waitForSelector('::-p-aria([name="CSV"])');
  await page.click('::-p-aria([name="CSV"])');
  const { bytes } = await download(visited, () => press(page, 'Export'));
  return readCsv(bytes);
}
