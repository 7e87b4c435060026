export { DatasetLineError } from './datasets-errors';
export { readJsonLines, type ReadJsonLinesOptions } from './read-json-lines';
export { splitDataset, type SplitOptions } from './split-dataset';
