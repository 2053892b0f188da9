export { addHistogram, clearHistogram, mergeHistogram, subtractHistogram } from './histogram';
export { partitionEntries } from './partition';
export { addTree } from './tree-walk';
