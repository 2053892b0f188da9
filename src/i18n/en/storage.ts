import { count } from './words';

/** What is kept on this device, and by which tab. */
export const storage = {
  readOnly: 'Open in another tab; read only here.',
  forgotten: 'Everything was forgotten here. Start the page afresh first.',
  damaged: ({ name }: { name: string }) =>
    `The kept copy of ${name} was damaged and is not opened: it was taken off the list. Drop the file again.`,
  kept: ({ days, age }: { days: number; age: string }) =>
    `Saved on this device ${age}. Rows stay until it is closed, at most ${count(days, 'day', 'days')}.`,
  keptModels: ({ age }: { age: string }) =>
    `Models and set-up saved on this device ${age}. Rows are not kept: a reload forgets them.`,
  changing: 'What is kept on this device is being opened or closed.',
  saving: 'Saving on this device',
  unsaved: 'Not saved on this device: a reload forgets it.',
  age: {
    now: 'just now',
    minutes: ({ value }: { value: number }) => `${count(value, 'minute', 'minutes')} ago`,
    hours: ({ value }: { value: number }) => `${count(value, 'hour', 'hours')} ago`,
    days: ({ value }: { value: number }) => `${count(value, 'day', 'days')} ago`,
  },
  close: 'Close and remove',
  undo: 'Undo',
  redo: 'Redo',
  undoNone: 'Nothing to undo.',
  redoNone: 'Nothing to redo.',
};
