export { binRows, sortPresent } from './binning';
export { fillColumns, internCells, internColumn, narrowCodes, placeLevels } from './cells';
export { predictRows } from './gradients';
export { partBlocks, sumBlocks } from './grow';
export { readDates } from './read-dates';
export { readNumbers } from './read-numbers';
export { scanColumns } from './scan';
export { splitRecords } from './split-records';
export { addTree } from './tree-walk';
