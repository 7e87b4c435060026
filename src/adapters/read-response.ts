import type { LmCapabilities, LmOutput, LmResponse } from '../lm';
import { isThenable } from '../util';
import type { AdapterSignature, AdapterValues, OutputCheck, OutputIssues } from './adapter';
import { AdapterParseError } from './adapter-parse-error';
import type { Format } from './format';
import { textualSignature, withNativeValues } from './native-outputs';
import type { Repair } from './parsing/repair';

/** One reply, its values, and what is wrong with it. */
export interface ReadOutput {
  readonly output: LmOutput;
  readonly values: AdapterValues;
  readonly repairs: readonly Repair[];
  /** Why it cannot be read. */
  readonly failure?: AdapterParseError;
  /** The rules its values break. */
  readonly broken: OutputIssues;
}

/** How a response is read. */
export interface Reading {
  readonly format: Format;
  readonly signature: AdapterSignature;
  readonly capabilities: LmCapabilities;
  readonly check: OutputCheck | undefined;
}

const NOTHING: readonly never[] = Object.freeze([]);

/** Reads every reply of a response and checks it; a promise only where a check is one. */
export function readResponse(
  reading: Reading,
  { outputs }: LmResponse,
): readonly ReadOutput[] | Promise<readonly ReadOutput[]> {
  const read = outputs.map((output) => checked(reading, readOutput(reading, output)));
  return read.some(isThenable) ? Promise.all(read) : (read as readonly ReadOutput[]);
}

function checked({ check }: Reading, found: ReadOutput): ReadOutput | PromiseLike<ReadOutput> {
  if (found.failure !== undefined || check === undefined) return found;
  const broken = check(found.values);
  if (isThenable(broken)) return broken.then((issues) => ({ ...found, broken: issues }));
  return broken.length === 0 ? found : { ...found, broken };
}

function readOutput({ format, signature, capabilities }: Reading, output: LmOutput): ReadOutput {
  try {
    const { values, repairs } = format.read(textualSignature(signature, capabilities), output.text);
    return {
      output,
      values: withNativeValues(signature, capabilities, { values, output }),
      repairs,
      broken: NOTHING,
    };
  } catch (error) {
    if (!(error instanceof AdapterParseError)) throw error;
    const { finishReason } = output;
    return {
      output,
      values: {},
      repairs: NOTHING,
      failure: error.withAttempts({ finishReason }),
      broken: NOTHING,
    };
  }
}
