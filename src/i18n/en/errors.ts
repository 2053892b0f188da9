import { say, size, typeName, type Params } from './words';

/** One entry an error code: what happened, and what can be done. */
export const errors = {
  codeLabel: 'Code',
  fallback: {
    what: 'Something stopped the work.',
    next: 'What was open before is kept. The code below says what it was.',
  },
  FILE_EMPTY: { what: 'The file is empty.', next: 'Choose another file.' },
  FILE_UNREADABLE: (p: Params) => ({
    what: `${say(p.name, 'The file')} cannot be read to its end: it was moved, changed or taken away meanwhile.`,
    next: 'Nothing of it was kept. Choose it again.',
  }),
  HEADER_ONLY: {
    what: 'The file has a header and no rows.',
    next: 'Check the export that made it.',
  },
  BINARY_FILE: (p: Params) => ({
    what: `This is ${say(p.kind, 'a binary file')}, not delimited text.`,
    next: 'Save it as CSV first and drop that.',
  }),
  FILE_TOO_BIG: (p: Params) => ({
    what: `The table would need ${size(p.estimate)} of memory, and this tab may use ${size(p.limit)}.`,
    next: 'Nothing was read. Drop columns or split the file.',
  }),
  JOB_TOO_BIG: (p: Params) => ({
    what: `Training would need ${size(p.estimate)} of memory beside the table, and this tab may use ${size(p.limit)}.`,
    next: 'Nothing was started. Drop columns with many values, or train gradient boosting alone, which needs least.',
  }),
  GZIP_DAMAGED: {
    what: 'The compressed file is damaged or cut off.',
    next: 'Nothing was kept. Copy or compress it again.',
  },
  GZIP_TOO_LARGE: (p: Params) => ({
    what: `The compressed file unpacks to more than a table can be: ${size(p.compressed)} gave ${size(p.inflated)}, and it went on.`,
    next: 'Nothing was kept. Check where the file came from.',
  }),
  ZIP_DAMAGED: (p: Params) => ({
    what: `The zip ${say(p.name, 'file')} is damaged or cut off.`,
    next: 'Nothing was kept. Copy or zip it again.',
  }),
  ZIP_TOO_LARGE: (p: Params) => ({
    what: `The zip ${say(p.name, 'file')} unpacks to more than a table can be: ${size(p.compressed)} gave ${size(p.inflated)}, and it went on.`,
    next: 'Nothing was kept. Check where the file came from.',
  }),
  ZIP_NO_DATA: (p: Params) => ({
    what: `No CSV, TSV or text file is in ${say(p.name, 'the zip')}.`,
    next: 'Nothing was read. Zip the data file itself, or drop it as it is.',
  }),
  NO_COMMON_COLUMNS: (p: Params) => ({
    what: `${say(p.name, 'A file')} has no column of the files before it: ${say(p.columns)}.`,
    next: 'Nothing was kept. Read it by itself, or check its header and delimiter.',
  }),
  ZIP_NESTED: (p: Params) => ({
    what: `${say(p.file, 'A file')} inside ${say(p.name, 'the zip')} is compressed once more.`,
    next: 'Nothing was read. Unzip the outer file and drop the inner one.',
  }),
  ZIP_ENCRYPTED: (p: Params) => ({
    what: `${say(p.file, 'A file')} inside ${say(p.name, 'the zip')} is locked with a password.`,
    next: 'Nothing was read. Unzip it and drop the file inside.',
  }),
  ZIP_METHOD_UNSUPPORTED: (p: Params) => ({
    what: `${say(p.file, 'A file')} inside ${say(p.name, 'the zip')} is packed by a method other than Deflate.`,
    next: 'Nothing was read. Zip it again with the usual settings, or drop the file inside.',
  }),
  ZIP64_UNSUPPORTED: (p: Params) => ({
    what: `${say(p.name, 'The zip')} is in the format for files above 4 GB, zip64.`,
    next: 'Nothing was read. Unzip it and drop the file inside, or compress that with gzip.',
  }),
  ZIP_TOO_MANY: (p: Params) => ({
    what: `${say(p.name, 'The zip')} holds ${say(p.files)} files; up to ${say(p.limit)} are taken.`,
    next: 'Nothing was read. Zip the data files alone.',
  }),
  WRANGLE_TOO_LARGE: (p: Params) => ({
    what: `The table has ${say(p.rows)} rows; a free-form step takes up to ${say(p.limit)}.`,
    next: 'Nothing changed. Filter the file before it is read, or do without the step.',
  }),
  WRANGLE_NAME: (p: Params) => ({
    what:
      p.name === '' ? 'The new column has no name.' : `There is a column ${say(p.name)} already.`,
    next: 'Nothing changed. Give the new column a name of its own.',
  }),
  WRANGLE_EXPRESSION: (p: Params) => ({
    what: `The expression cannot be run: ${say(p.text)}`,
    next: 'Nothing changed. Mend it and try again.',
  }),
  WRANGLE_VALUE: (p: Params) => ({
    what: `Row ${say(p.row)} gives a list or an object; a cell holds a number, a text, a date, true or false.`,
    next: 'Nothing changed. Let the expression give one value.',
  }),
  WRANGLE_EMPTY: {
    what: 'The expression is true for no row.',
    next: 'Nothing changed. A table needs rows: loosen the condition.',
  },
  WRANGLE_BLOCKED: {
    what: 'Free-form steps are switched off here: the script that runs them did not get its own policy.',
    next: 'Reload the page once. On a host with headers of its own, see the README.',
  },
  UNBALANCED_QUOTE: {
    what: 'A quote is opened and never closed.',
    next: 'Choose “None” as quote, or mend the file.',
  },
  TOO_MANY_FIELDS: {
    what: 'Lines have more fields than the header.',
    next: 'Check the delimiter.',
  },
  CANCELLED: { what: 'Stopped by you.', next: 'What was there before is kept.' },
  WORKER_LOST: {
    what: 'The worker stopped answering.',
    next: 'The table is kept where it can be. Run the step again.',
  },
  ONE_CLASS: (p: Params) => ({
    what:
      p.column === undefined
        ? 'Only one outcome occurs among these rows.'
        : `Column ${say(p.column)} holds only one value among these rows.`,
    next: 'Choose another outcome or another value.',
  }),
  OUTCOME_UNKNOWN_COLUMN: (p: Params) => ({
    what: `The table has no column ${say(p.column)}.`,
    next: 'Choose an outcome that is there.',
  }),
  OUTCOME_NOT_BINARY: (p: Params) => ({
    what: `Column ${say(p.column)} has more than two values.`,
    next: 'Say which value counts as yes.',
  }),
  OUTCOME_VALUE_ABSENT: (p: Params) => ({
    what: `Column ${say(p.column)} never holds ${say(p.value)}.`,
    next: 'Choose a value that occurs.',
  }),
  TOO_FEW_POSITIVES: (p: Params) => ({
    what: `Stage ${say(p.stage)} has ${say(p.positives)} positives; at least ${say(p.minimum)} are needed.`,
    next: 'Add months of data, or choose another outcome.',
  }),
  NO_FEATURES: {
    what: 'No column is left for the model.',
    next: 'Allow at least one column in Set up.',
  },
  COLUMNS_MISSING: (p: Params) => ({
    what: `The model needs columns this file does not have: ${say(p.columns)}.`,
    next: 'Nothing was scored. Rename the columns or choose another file.',
  }),
  COLUMN_TYPE: (p: Params) => ({
    what: `Column ${say(p.column)} should hold ${typeName(p.expected)} and holds ${typeName(p.found)}.`,
    next: 'Nothing was done. Check how the file is written.',
  }),
  COLUMN_UNKNOWN: (p: Params) => ({
    what: `There is no column ${say(p.column)}.`,
    next: 'Check how its name is written.',
  }),
  PREDICATE_VALUE: (p: Params) => ({
    what: `Column ${say(p.column)} holds ${typeName(p.type)}, which ${say(p.value)} is not.`,
    next: 'Compare it with a value of its own type.',
  }),
  PIVOT_TOO_WIDE: (p: Params) => ({
    what: `The table would have ${say(p.columns)} columns, and ${say(p.limit)} are the most.`,
    next: 'Choose a column with fewer values.',
  }),
  JOIN_TOO_LARGE: (p: Params) => ({
    what: `The joined table would have ${say(p.rows)} rows, and ${say(p.limit)} are the most.`,
    next: 'Join by columns whose values repeat less.',
  }),
  PROJECT_DAMAGED: (p: Params) => ({
    what: `The project is damaged: ${say(p.file)} does not match its checksum.`,
    next: 'Nothing was opened. Use another copy.',
  }),
  PROJECT_TOO_NEW: (p: Params) => ({
    what: `The project has version ${say(p.found)}; this page reads up to ${say(p.supported)}.`,
    next: 'Reload the page to get its newest version.',
  }),
  NOT_A_PROJECT: {
    what: 'This file is no Leadbench project.',
    next: 'Choose a .leadbench file.',
  },
  SHEET_TOO_LONG: (p: Params) => ({
    what: `A worksheet ends at 1,048,576 rows and the list has ${say(p.rows)}.`,
    next: 'Export fewer leads, or use CSV.',
  }),
  MODEL_UNSUPPORTED: (p: Params) => ({
    what: `The model cannot be run here: ${say(p.what)}.`,
    next: 'Nothing was scored.',
  }),
  PROBE_FAILED: (p: Params) => ({
    what: `The privacy check failed: ${say(p.what)}.`,
    next: 'No file is taken in. Reload the page once.',
  }),
  ALL_LINES_REJECTED: (p: Params) => ({
    what: `None of the ${say(p.lines)} lines became a row.`,
    next: 'Check the delimiter and the quote.',
  }),
  QUOTE_INVALID: (p: Params) => ({
    what: `${say(p.quote)} cannot be a quote.`,
    next: 'Choose one of the list.',
  }),
  DELIMITER_INVALID: (p: Params) => ({
    what: `${say(p.delimiter)} cannot be a delimiter.`,
    next: 'Choose one of the list.',
  }),
  ESCAPE_INVALID: (p: Params) => ({
    what: `${say(p.escape)} cannot be an escape character.`,
    next: 'Choose the quote itself, a backslash or none.',
  }),
  WIDTHS_INVALID: (p: Params) => ({
    what: `${say(p.widths)} cannot be the widths of columns.`,
    next: 'Give a whole number from 1 to 10,000 for each column.',
  }),
  ROWS_INVALID: (p: Params) => ({
    what: `${say(p.rows)} is no number of lines.`,
    next: 'Give a whole number from 0 to 10,000.',
  }),
  SPLIT_NO_DATE: (p: Params) => ({
    what: `Column ${say(p.column)} holds no dates.`,
    next: 'Choose a date column, or a random split.',
  }),
  TIME_SPLIT_IMPOSSIBLE: (p: Params) => ({
    what: `Only ${say(p.dated)} of ${say(p.rows)} rows have a date that splits them.`,
    next: 'Choose another date column, or a random split.',
  }),
  NO_OUTCOME: {
    what: 'No column looks like an outcome.',
    next: 'Choose the outcome yourself in Set up.',
  },
  FEATURE_INFINITE: (p: Params) => ({
    what: `Column ${say(p.feature)} holds infinite numbers.`,
    next: 'Block the column, or mend the file.',
  }),
  PARAM_UNKNOWN: (p: Params) => ({
    what: `${say(p.algorithm)} has no parameter ${say(p.name)}.`,
    next: 'Leave it out.',
  }),
  PARAM_CHOICE: (p: Params) => ({
    what: `Parameter ${say(p.name)} is ${say(p.value)}; it may be ${say(p.choices)}.`,
    next: 'Choose one of these.',
  }),
  PARAM_OUT_OF_RANGE: (p: Params) => ({
    what: `Parameter ${say(p.name)} is ${say(p.value)}; it may be from ${say(p.low)} to ${say(p.high)}.`,
    next: 'Choose a value inside.',
  }),
  SHEET_TOO_WIDE: (p: Params) => ({
    what: `A worksheet ends at ${say(p.limit)} columns and the list has ${say(p.columns)}.`,
    next: 'Use CSV.',
  }),
  PROJECT_TOO_LARGE: (p: Params) => ({
    what: `The project would unpack to ${size(p.bytes)}; the limit is ${size(p.limit)}.`,
    next: 'Nothing was opened.',
  }),
  MODEL_UNREADABLE: (p: Params) => ({
    what: `The model cannot be read: ${say(p.what)}.`,
    next: 'Nothing was opened.',
  }),
  ONNX_MISMATCH: (p: Params) => ({
    what: `Stage ${say(p.stage)} scores differ between the saved model and its ONNX file.`,
    next: 'Nothing was scored. Train again.',
  }),
  FORMAT_NOT_BUILT: (p: Params) => ({
    what: `Files of the kind ${say(p.format)} cannot be read yet.`,
    next: 'Save it as CSV.',
  }),
  ASSET_MISSING: (p: Params) => ({
    what: `A file of this page is missing: ${say(p.file)}.`,
    next: 'Connect once and reload the page.',
  }),
  READ_ONLY: {
    what: 'Leadbench is open in another tab, and one tab writes.',
    next: 'Work there, or close it and continue here.',
  },
  STORAGE_FULL: {
    what: 'There is no room left on this device.',
    next: 'What is open stays in this tab. Remove a kept data set on Home, or make room.',
  },
  STORAGE_TOO_NEW: (p: Params) => ({
    what: `What is kept on this device has version ${say(p.found)}; this page reads up to ${say(p.supported)}.`,
    next: 'Nothing was changed. Close all tabs of this page and open it again.',
  }),
  COPY_DAMAGED: (p: Params) => ({
    what: `The kept copy of ${say(p.name, 'the table')} is damaged.`,
    next: 'It was not opened and is off the list. Drop the file again.',
  }),
  NO_TABLE: { what: 'No table is open.', next: 'Read a lead file first.' },
  NO_PROJECT: { what: 'There is no model yet.', next: 'Train one, or open a project.' },
  NO_TEST_ROWS: {
    what: 'The project came without its test rows.',
    next: 'Open its table and train, or score a file.',
  },
  NOT_SCORED: { what: 'Nothing is scored yet.', next: 'Score the open table or a file.' },
  MEMORY_FULL: (p: Params) => ({
    what: `Another ${say(p.megabytes)} MB of memory could not be had.`,
    next: 'What was there before is kept. Close other tabs, or use fewer rows or columns.',
  }),
  OUT_OF_MEMORY: {
    what: 'The memory of this tab is full.',
    next: 'What was there before is kept. Close other tabs, or use fewer rows or columns.',
  },
  // From a terminal only.
  OPTION_UNKNOWN: (p: Params) => ({
    what: `This job does not take ${say(p.option)}.`,
    next: 'See docs/engine.md for its options.',
  }),
  OPTION_MISSING: (p: Params) => ({
    what: `${say(p.option)} is needed.`,
    next: 'See docs/engine.md for its options.',
  }),
  OPTION_NOT_A_NUMBER: (p: Params) => ({
    what: `${say(p.option)} needs a number, not ${say(p.value)}.`,
    next: 'Nothing was done.',
  }),
  OPTION_VALUE: (p: Params) => ({
    what: `${say(p.option)} cannot be ${say(p.value)}.`,
    next: 'Nothing was done.',
  }),
  OPTION_NOT_BUILT: (p: Params) => ({
    what: `${say(p.option)} is not built in this version.`,
    next: 'Nothing was done.',
  }),
  JOB_UNKNOWN: (p: Params) => ({
    what: `There is no job “${say(p.job)}”.`,
    next: `Jobs are ${say(p.jobs)}.`,
  }),
  FILE_ARGUMENT: (p: Params) => ({
    what: `This job reads one file, and ${say(p.count)} were given.`,
    next: 'Name one file.',
  }),
  FILE_UNWRITABLE: (p: Params) => ({
    what: `${say(p.file)} cannot be written.`,
    next: 'Choose another place.',
  }),
  FILE_NOT_FOUND: (p: Params) => ({
    what: `There is no file ${say(p.file)}.`,
    next: 'Check its name and folder.',
  }),
};
