import type { Metric, MetricResult } from '../../evaluate';
import type { TraceStep } from '../../primitives';
import { assertKnownOptions } from '../../util';
import { REQUEST, type PythonProcess } from '../python-process';

/** How a {@link pythonMetric} judges. */
export interface PythonMetricOptions {
  /**
   * Longest time of one judgement, in milliseconds; `Infinity` for no limit.
   * @default that of the process
   */
  readonly timeout?: number;
  /**
   * Names the state of the Python code, where scores are kept: change it when the function judges otherwise.
   * @default none, so that module and function alone name it
   */
  readonly version?: string;
}

/**
 * A Python function as a metric: `metric(example, prediction, trace=None)` gives a number, a boolean, or an object with `score` and
 * `feedback`. Fields are read as `example.answer` or `example['answer']`; where the module has loaded DSPy they are its `Example` and
 * `Prediction`, so that a metric written for it needs no change. A judgement is asked for once more when Python dies over it.
 *
 * @throws {@link UnknownOptionError}; calls of it reject with what {@link PythonProcess.call} throws.
 */
export function pythonMetric(python: PythonProcess, name: string, options: PythonMetricOptions = {}): Metric {
  assertKnownOptions(options, ['timeout', 'version'], 'pythonMetric(python, name, ...)');
  const { timeout, version = '' } = options;
  const metric: Metric = async (example, prediction, trace) => {
    const fields = { fields: example.toJSON(), inputs: example.inputKeys ?? [] };
    const args = [fields, prediction.toJSON(), trace?.map(stepOf) ?? null];
    const request = { operation: 'metric', name, args, timeout, idempotent: true } as const;
    return (await python[REQUEST](request)).value as MetricResult;
  };
  return Object.assign(metric, { version: `python ${python.module} ${name} ${version}` });
}

function stepOf({ path, inputs, prediction }: TraceStep): object {
  return { path, inputs, outputs: prediction.toJSON() };
}
