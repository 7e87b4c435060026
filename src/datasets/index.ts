export {
  DatasetConsumedError,
  DatasetFormatError,
  DatasetRowError,
  type RowFault,
  type RowPlace,
} from './dataset-errors';
export { Dataset } from './dataset';
export type { Rows } from './again';
export type { CellType, DatasetFileOptions, DatasetFormat } from './file-options';
export type { SampleOptions } from './sampling/sample';
export type { ShuffleOptions } from './sampling/shuffle';
export type { SplitOptions } from './sampling/split';
export type { StratifyBy } from './sampling/strata';
