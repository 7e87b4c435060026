export { AppendLog, type OpenedLog } from './append-log';
export type { FileOperations } from './file-operations';
export { formatJson } from './format-json';
export { readJsonFile, writeJsonFile } from './json-file';
export { parseJson } from './parse-json';
export { FileReadError, FileWriteError, JsonSyntaxError } from './saving-errors';
export { writeWhole } from './write-whole';
