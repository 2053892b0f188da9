export { binRows, sortPresent } from './binning';
export { fillColumns, internCells, internColumn, narrowCodes, placeLevels } from './cells';
export { predictRows, quantiseRows } from './gradients';
export { buildHistogram, mergeHistogram, subtractHistogram } from './histogram';
export { partitionEntries } from './partition';
export { readDates } from './read-dates';
export { readNumbers } from './read-numbers';
export { splitRecords } from './split-records';
export { addTree } from './tree-walk';
