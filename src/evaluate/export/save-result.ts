import { extname } from 'node:path';
import { InvalidArgumentError } from '../../errors';
import { writeWhole } from '../../saving';

/** A result, as far as files of it are concerned. */
export interface SavableResult {
  toJSON(): unknown;
  toCsv(): string;
  toJsonLines(): string;
  toJUnit(): string;
  toHtml(): string;
}

/** Writes a result in the form its file's extension names. */
export async function saveResult(result: SavableResult, file: string): Promise<void> {
  await writeWhole(file, textFor(result, extname(file).toLowerCase()));
}

function textFor(result: SavableResult, extension: string): string {
  switch (extension) {
    case '.json':
      return `${JSON.stringify(result, null, 2)}\n`;
    case '.jsonl':
      return result.toJsonLines();
    case '.csv':
      return result.toCsv();
    case '.xml':
      return result.toJUnit();
    case '.html':
      return result.toHtml();
    default:
      throw new InvalidArgumentError('EvaluationResult.save(file)', {
        found: extension === '' ? 'a file without extension' : extension,
        expected: 'a file that ends in .json, .jsonl, .csv, .xml or .html.',
      });
  }
}
