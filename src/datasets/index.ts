export {
  DatasetConsumedError,
  DatasetFetchError,
  DatasetFormatError,
  DatasetRowError,
  type RowFault,
  type RowPlace,
} from './dataset-errors';
export { Dataset } from './dataset';
export type { Rows } from './again';
export type { CellType, DatasetFileOptions, DatasetFormat, DatasetUrlOptions } from './file-options';
export { Colors, type ColorFields, type ColorsOptions } from './named/colors';
export { GSM8K, gsm8kMetric, type Gsm8kFields } from './named/gsm8k';
export { HotPotQA, type HotPotQaFields, type HotPotQaOptions } from './named/hotpotqa';
export { MATH, type MathFields, type MathOptions } from './named/math';
export type { NamedDatasetOptions } from './named/named-dataset';
export type { PartOptions } from './named/seeded-parts';
export type { SampleOptions } from './sampling/sample';
export type { ShuffleOptions } from './sampling/shuffle';
export type { SplitOptions } from './sampling/split';
export type { StratifyBy } from './sampling/strata';
