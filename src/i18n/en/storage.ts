import { count, f } from './words';

/** What is kept on this device, and by which tab. */
export const storage = {
  readOnly: 'Open in another tab; read only here.',
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
  damaged: ({ name }: { name: string }) =>
    `The kept copy of ${name} was damaged and is not opened: it was taken off the list. Drop the file again.`,
  kept: ({ days, age }: { days: number; age: string }) =>
    `Saved on this device ${age}. Rows stay until it is closed, at most ${count(days, 'day', 'days')}.`,
  keptModels: ({ age }: { age: string }) =>
    `Models and set-up saved on this device ${age}. Rows are not kept: a reload forgets them.`,
  saving: 'Saving on this device',
  unsaved: 'Not saved on this device: a reload forgets it.',
  age: {
    now: 'just now',
    minutes: ({ value }: { value: number }) => `${count(value, 'minute', 'minutes')} ago`,
    hours: ({ value }: { value: number }) => `${count(value, 'hour', 'hours')} ago`,
    days: ({ value }: { value: number }) => `${count(value, 'day', 'days')} ago`,
  },
  list: 'Kept on this device',
  listSub: 'working copies for recovery; they never leave it',
  open: 'Open',
  remove: 'Remove',
  close: 'Close and remove',
  closeNote: 'Its rows and models go from this device. A saved project file stays yours.',
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
    'After the last save. Older rows are removed when the page opens; never removes those kept now.',
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
  unclean:
    'Looked afterwards: something is left. Close other tabs of this page and do it once more.',
  undo: 'Undo',
  redo: 'Redo',
  undoNone: 'Nothing to undo.',
  redoNone: 'Nothing to redo.',
};
