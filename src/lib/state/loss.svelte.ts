import { notices } from './notices.svelte';
import { session } from './session.svelte';

/** In this tab's own storage, gone with the tab: that a table was open, not which. */
const OPENED = 'leadbench.opened';

function remember(open: boolean): void {
  try {
    if (open) window.sessionStorage.setItem(OPENED, 'yes');
    else window.sessionStorage.removeItem(OPENED);
  } catch {
    return;
  }
}

function remembered(): boolean {
  try {
    return window.sessionStorage.getItem(OPENED) !== null;
  } catch {
    return false;
  }
}

/** Says after a reload that the table is gone. Call it before anything is opened. */
export function tellLoss(): void {
  if (remembered() && session.table === null) notices.say((m) => m.home.lost);
  remember(false);
}

/** Whether a reload takes away what no button brings back, and remembers in the tab that it would. */
export function wouldLose(): boolean {
  const { table, project } = session;
  const loses = table !== null && !(table.demo && project?.pretrained === true);
  if (table !== null) remember(loses);
  return loses;
}
