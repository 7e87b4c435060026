import { InputField, OutputField, Signature } from '../../decorators';
import { asyncPool } from '../../util';
import { askModel, cleanProposal, type Proposer, type Unanswered } from './ask-model';

@Signature(
  'You improve instructions for language models. Write another version of these instructions with which a capable model would ' +
    'do the task better, and a description of its last output that leads it to the right answer. Be bold: this is one of many tries.',
)
class VaryInstruction {
  @InputField({ type: 'string', desc: 'the instructions as they are' }) readonly basicInstruction!: string;
  @InputField({ type: 'string', desc: 'the last output, and what is said of it now' })
  readonly lastOutput!: string;
  @OutputField({ type: 'string', desc: 'the new instructions, nothing else' }) proposedInstruction!: string;
  @OutputField({ type: 'string', desc: 'a few words about the last output' }) proposedDescription!: string;
}

@Signature(
  'You improve instructions for language models. You see instructions that were tried, with the scores they reached, the worst ' +
    'first. Find out what the better ones have in common, and write instructions that will score higher than all of them.',
)
class ImproveInstruction {
  @InputField({ type: 'string', desc: 'what was tried, in ascending order of score' })
  readonly attempts!: string;
  @InputField({ type: 'string', desc: 'the last output, and what is said of it now' })
  readonly lastOutput!: string;
  @OutputField({ type: 'string', desc: 'the new instructions, nothing else' }) proposedInstruction!: string;
  @OutputField({ type: 'string', desc: 'a few words about the last output' }) proposedDescription!: string;
}

/** An instruction with the description of the last output that goes with it. */
export interface Variant {
  readonly instructions: string;
  readonly desc: string;
}

/** A variant and what it scored. */
export interface ScoredVariant extends Variant {
  readonly score: number;
}

/** What variants are wanted of. */
export interface VariantTask {
  readonly path: string;
  /** Which round it is; part of the labels. */
  readonly round: number;
  readonly count: number;
  /** The present one. */
  readonly present: Variant;
  /** The name of the last output. */
  readonly lastOutput: string;
  /** What was tried; empty for the first round. */
  readonly tried: readonly ScoredVariant[];
}

/** Variants of one predictor's instructions: free ones in the first round, later ones guided by what was tried and its scores. */
export async function proposeVariants(
  proposer: Proposer,
  task: VariantTask,
): Promise<{ readonly variants: readonly Variant[]; readonly failures: readonly Unanswered[] }> {
  const lastOutput = `${task.lastOutput}: ${task.present.desc}`;
  const attempts = [...task.tried]
    .sort((left, right) => left.score - right.score)
    .map(
      ({ instructions, desc, score }) =>
        `Score ${score.toFixed(3)}\nInstructions: ${instructions}\nLast output: ${desc}`,
    )
    .join('\n\n');
  const question =
    task.tried.length === 0
      ? { signature: VaryInstruction, inputs: { basicInstruction: task.present.instructions, lastOutput } }
      : { signature: ImproveInstruction, inputs: { attempts, lastOutput } };
  const answers = await asyncPool(
    { concurrency: proposer.concurrency, signal: proposer.signal },
    Array.from({ length: task.count }, (_, index) => `variant/${task.path}/${task.round}/${index}`),
    (label) => askModel<VaryInstruction>(proposer, label, question),
  );
  const variants: Variant[] = [];
  const failures: Unanswered[] = [];
  for (const answer of answers) {
    if ('failure' in answer) failures.push(answer.failure);
    else {
      const instructions = cleanProposal(answer.outputs.proposedInstruction);
      const desc = cleanProposal(answer.outputs.proposedDescription) || task.present.desc;
      if (instructions !== '') variants.push({ instructions, desc });
    }
  }
  return { variants, failures };
}
