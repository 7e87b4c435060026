import { InputField, OutputField, Signature } from '../../decorators';
import { askModel, cleanProposal, unanswered, type Proposer, type Unanswered } from './ask-model';
import { renderRecord } from './render-record';

/** One call of a predictor, and what was said about where it led. */
export interface FeedbackRecord {
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Its outputs; absent where it gave none. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly score: number;
  readonly feedback: string;
}

/** A text that was tried in place of the present one and was not better. */
export interface RejectedText {
  readonly text: string;
  readonly before: number;
  readonly after: number;
}

/** What is to be thought about. */
export interface ReflectionTask {
  /** The predictor, and which text of it; part of the label. */
  readonly path: string;
  /** Which iteration it is; part of the label. */
  readonly iteration: number;
  /** What the text is: `instructions`, or `description of the field …`. */
  readonly what: string;
  readonly present: string;
  /** The step's inputs and outputs. */
  readonly step: string;
  readonly records: readonly FeedbackRecord[];
  readonly rejected: readonly RejectedText[];
}

@Signature(
  'A language model does one step of a program by the present text. Read how it did on some inputs and what was said about it. ' +
    'Work out what it does wrong and why, gather facts and rules of the domain that the feedback gives away and that will be ' +
    'needed again, and keep what went well. Then write the text anew, so that a model that sees nothing else would get all of ' +
    'these and others like them right. State general rules; do not list answers to the inputs shown.',
)
class ReviseText {
  @InputField({ type: 'string', desc: 'what the text is for' }) readonly step!: string;
  @InputField({ type: 'string', desc: 'the text as it is' }) readonly presentText!: string;
  @InputField({ type: 'string', desc: 'inputs, outputs and feedback' }) readonly records!: string;
  @InputField({ type: 'string', optional: true, desc: 'texts that were tried and were no better' })
  readonly rejected?: string;
  @OutputField({ type: 'string', desc: 'the new text, nothing else' }) newText!: string;
}

/**
 * A new text for one predictor, made of feedback on what the present one led to.
 *
 * @remarks The reflection of GEPA (Agrawal et al., 2025); unlike there it is told which texts were rejected before.
 */
export async function reflect(
  proposer: Proposer,
  task: ReflectionTask,
): Promise<{ readonly text: string } | { readonly failure: Unanswered }> {
  const label = `reflection/${task.path}/${task.iteration}`;
  const answer = await askModel<ReviseText>(proposer, label, {
    signature: ReviseText,
    inputs: {
      step: `${task.what} of ${task.step}`,
      presentText: task.present,
      records: renderRecords(task.records),
      ...(task.rejected.length === 0 ? {} : { rejected: renderRejected(task.rejected) }),
    },
  });
  if ('failure' in answer) return answer;
  const text = cleanProposal(answer.outputs.newText);
  if (text === '') return { failure: unanswered(label, 'The new text is empty.') };
  return { text };
}

/** Records one below the other, numbered. */
function renderRecords(records: readonly FeedbackRecord[]): string {
  return records
    .map(({ inputs, outputs, feedback }, index) =>
      [
        `Case ${index + 1}`,
        'Inputs:',
        renderRecord(inputs, '  '),
        'Outputs:',
        outputs === undefined ? '  (none)' : renderRecord(outputs, '  '),
        `Feedback: ${feedback}`,
      ].join('\n'),
    )
    .join('\n\n');
}

function renderRejected(rejected: readonly RejectedText[]): string {
  return rejected
    .slice(-3)
    .map(({ text, before, after }) => `Score ${before.toFixed(2)} → ${after.toFixed(2)}:\n${text}`)
    .join('\n\n');
}
