import { count, f } from './words';

/** The list of what is kept and the button that forgets it; beside the panels, not in what every visit loads. */
export const kept = {
  readOnlyTitle: 'Read only here',
  readOnlyText:
    'Leadbench is open in another tab, and one tab writes. This one shows what was saved last; it can be looked at and exported, not changed.',
  freeTitle: 'The other tab was closed',
  freeText: 'Work can go on here, from what was saved last.',
  takeOver: 'Continue in this tab',
  notKeptTitle: 'Nothing is kept on this device',
  notKept: {
    unavailable:
      'This window has no storage for it, as some private windows. Everything works, and a reload forgets it; the project file is the way to keep models.',
    full: 'There is no room for the rows. What is open stays in this tab and a reload forgets it. Remove a kept data set below, or make room on the device.',
    newer:
      'A newer version of this page wrote what is kept here, and this one leaves it alone. Close all tabs of the page and open it again.',
  },
  list: 'Kept on this device',
  listSub: 'working copies for recovery; they never leave it',
  open: 'Open',
  remove: 'Remove',
  rows: 'rows',
  models: 'models',
  rowsAndModels: 'rows and models',
  panel: 'Storage on this device',
  usage: ({ used, quota }: { used: number | null; quota: number | null }) =>
    `${f.bytes(used)} used of ${f.bytes(quota)} this browser gives to the host`,
  copies: 'Rows and models of data sets',
  pageFiles: 'Files of the page, for use offline',
  settings: 'Settings',
  settingsValue: 'language, theme, days',
  noCopies: 'No data set is kept.',
  keepDays: 'Keep rows for',
  keepFor: ({ days }: { days: number }) => (days === 0 ? 'never' : count(days, 'day', 'days')),
  keepDaysNote:
    'Counted from the last save; older rows are removed when the page opens. With “never”, those kept now go too.',
  forget: 'Forget everything on this device',
  forgetAsk: 'Forget everything on this device?',
  forgetWill: ({ sets, size }: { sets: number; size: number }) =>
    `${count(sets, 'data set', 'data sets')} with rows, models and set-up, ${f.bytes(size)}`,
  forgetOpen: ({ name }: { name: string }) => `What is open: ${name} is closed`,
  forgetPage: 'The page’s own files for use offline, its counts and its service worker',
  forgetSettings: 'Language, theme and other settings',
  forgetNote: 'It cannot be undone. Files you saved yourself stay where they are.',
  forgetDo: 'Forget everything',
  forgetBusy: 'A run is going on. Stop it first.',
  forgotten: ({ sets, size }: { sets: number; size: number }) =>
    `Removed: ${count(sets, 'data set', 'data sets')} (${f.bytes(size)})`,
  forgottenPage: ({
    caches,
    settings,
    workers,
  }: Record<'caches' | 'settings' | 'workers', number>) =>
    `${count(caches, 'store', 'stores')} of page files and counts, ${count(settings, 'setting', 'settings')}, ${count(workers, 'service worker', 'service workers')}.`,
  clean:
    'Looked afterwards: nothing of this page is left on the device. The next use fetches its files again.',
  startAfresh: 'Start afresh',
  unclean:
    'Looked afterwards: something is left. Close other tabs of this page and do it once more.',
};
