import type { LmCapabilities, LmOutput, LmResponse } from '../lm';
import { isThenable } from '../util';
import type { AdapterSignature, AdapterValues, OutputCheck, OutputIssues } from './adapter';
import { AdapterParseError } from './adapter-parse-error';
import type { Format } from './format';
import { textualSignature, withNativeValues } from './native-outputs';
import type { Repair } from './parsing/repair';

/** What came of each reply in a response. */
export interface ReadResponse {
  readonly outputs: readonly ReadOutput[];
}

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

/** Reads every reply of a response and checks it. */
export async function readResponse(reading: Reading, { outputs }: LmResponse): Promise<ReadResponse> {
  const read: ReadOutput[] = [];
  for (const output of outputs) {
    const found = readOutput(reading, output);
    if (found.failure !== undefined || reading.check === undefined) read.push(found);
    else {
      const broken = reading.check(found.values);
      read.push({ ...found, broken: isThenable(broken) ? await broken : broken });
    }
  }
  return { outputs: read };
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
