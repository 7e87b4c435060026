import { InputField, OutputField, Signature } from '../../decorators';
import type { TraceRecord } from '../../evaluate';
import type { Module } from '../../modules';
import { askModel, cleanProposal, type Proposer, type Unanswered } from './ask-model';
import { describeProgram } from './describe-program';
import { renderRecord } from './render-record';

@Signature(
  'A program was run twice on the same input, once better and once worse. Compare the two runs and find the step whose ' +
    'doing made the difference. Give advice to the steps that need it, in the form "when the input is such and such, do this", so ' +
    'that the worse run will not happen again with inputs of this kind. Leave out steps that did nothing wrong. A step sees ' +
    'its advice and its own inputs, nothing else.',
)
class AdviseSteps {
  @InputField({ type: 'string', desc: 'steps and code' }) readonly program!: string;
  @InputField({ type: 'string', desc: 'what the program was given' }) readonly input!: string;
  @InputField({ type: 'string', optional: true, desc: 'what would have been right' })
  readonly labels?: string;
  @InputField({ type: 'string' }) readonly betterRun!: string;
  @InputField({ type: 'string' }) readonly worseRun!: string;
  @InputField({ items: 'string', desc: 'names that advice may be given to' })
  readonly steps!: string[];
  @OutputField({ type: 'string' }) discussion!: string;
  @OutputField({ values: 'string', desc: 'advice by name of the step' }) advice!: Record<string, string>;
}

/** One run of a program. */
export interface Run {
  readonly score: number;
  readonly feedback?: string | undefined;
  readonly trace: readonly TraceRecord[];
  /** The program's answer; absent if it failed. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** What it failed by. */
  readonly problem?: string | undefined;
}

/** Two runs on one input. */
export interface AdviceTask {
  readonly label: string;
  readonly program: Module;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly labels: Readonly<Record<string, unknown>>;
  readonly better: Run;
  readonly worse: Run;
}

/**
 * Advice to the steps of a program, out of the difference between a better and a worse run.
 *
 * @remarks The rules of SIMBA in DSPy; steps are told apart by path, and the program is described by its structure.
 */
export async function advise(
  proposer: Proposer,
  { label, program, inputs, labels, better, worse }: AdviceTask,
): Promise<{ readonly byPath: Readonly<Record<string, string>> } | { readonly failure: Unanswered }> {
  const steps = program.namedPredictors().map(([path]) => path);
  const answer = await askModel<AdviseSteps>(proposer, label, {
    signature: AdviseSteps,
    inputs: {
      program: describeProgram(program),
      input: renderRecord(inputs),
      ...(Object.keys(labels).length === 0 ? {} : { labels: renderRecord(labels) }),
      betterRun: renderRun(better),
      worseRun: renderRun(worse),
      steps,
    },
  });
  if ('failure' in answer) return answer;
  const known = Object.entries(answer.outputs.advice)
    .map(([path, text]) => [path, cleanProposal(text)] as const)
    .filter(([path, text]) => steps.includes(path) && text !== '');
  return { byPath: Object.fromEntries(known) };
}

function renderRun({ score, feedback, trace, outputs, problem }: Run): string {
  const steps = trace.map(
    ({ path, inputs, outputs: given }) =>
      `${path}\n${renderRecord(inputs, '  in  ')}\n${renderRecord(given, '  out ')}`,
  );
  const end = problem === undefined ? renderRecord(outputs ?? {}, '  ') : `  failed: ${problem}`;
  return [
    ...steps,
    `answer\n${end}`,
    `score: ${score}`,
    ...(feedback === undefined || feedback === '' ? [] : [`feedback: ${feedback}`]),
  ].join('\n');
}
