import { count, f } from './words';

/** What components say by themselves: tables, the palette, states. */
export const controls = {
  table: {
    menuOf: ({ column }: { column: string }) => `Menu of ${column}`,
    ascending: 'Sort ascending',
    descending: 'Sort descending',
    unsorted: 'Order as it came',
    filter: 'Filter…',
    filterBy: ({ column }: { column: string }) => `${column} contains`,
    removeFilter: ({ column }: { column: string }) => `Remove the filter of ${column}`,
    copy: 'Copy column',
    copied: ({ values, column }: { values: number; column: string }) =>
      `${count(values, 'value', 'values')} of ${column} copied`,
    hide: 'Hide column',
    lastColumn: 'The last column stays.',
    showHidden: ({ columns }: { columns: number }) =>
      `Show ${count(columns, 'hidden column', 'hidden columns')}`,
    matches: ({ shown, rows }: { shown: number; rows: number }) =>
      `${f.int(shown)} of ${count(rows, 'row', 'rows')}`,
    noMatch: 'No row matches.',
  },
  palette: {
    open: 'Find anything',
    placeholder: 'Find a page or an action',
    none: 'Nothing here is called that.',
    pages: 'Pages',
    actions: 'Actions',
    theme: ({ theme }: { theme: string }) => `Theme: ${theme}`,
    language: ({ language }: { language: string }) => `Language: ${language}`,
    keys: 'Arrow keys choose, Enter does it, Esc closes.',
  },
  states: {
    partial: ({ shown, rows }: { shown: number; rows: number }) =>
      `Shown for ${f.int(shown)} of ${count(rows, 'row', 'rows')}. Numbers will change until the run ends.`,
    tooFew: ({ what, rows, limit }: { what: string; rows: number; limit: number }) =>
      `${what} has ${count(rows, 'row', 'rows')}. Rates are hidden under ${f.int(limit)} rows; counts are shown.`,
  },
  board: {
    bestSoFar: 'best so far',
    trial: ({ trial, trials }: { trial: number; trials: number }) =>
      `trial ${f.int(trial)} of ${f.int(trials)}`,
    failed: 'Failed',
    stopped: 'Stopped',
    stoppedAt: ({ trial }: { trial: number }) => `stopped at trial ${f.int(trial)}`,
  },
};
