import { InputField, OutputField, Signature } from '../../decorators';
import type { Demo } from '../../modules';
import { askModel, type Proposer, type Unanswered } from './ask-model';
import { renderRecord } from './render-record';

@Signature(
  'Read examples of a task and find the rules by which their outputs follow from their inputs. Write rules that somebody who has ' +
    'never seen the examples could apply to new inputs: definite, without overlap, the most important first. No rule may ' +
    'speak of one example alone.',
)
class InduceRules {
  @InputField({ type: 'string' }) readonly task!: string;
  @InputField({ type: 'string' }) readonly examples!: string;
  @InputField({
    type: 'string',
    optional: true,
    desc: 'the best rules so far; keep what is right, mend the rest',
  })
  readonly presentRules?: string;
  @InputField({ type: 'integer', desc: 'how many rules at most' }) readonly mostRules!: number;
  @OutputField({ type: 'string', desc: 'what the examples have in common' }) reasoning!: string;
  @OutputField({ type: 'string', desc: 'the rules, one a line' }) rules!: string;
}

/** What rules are wanted for. */
export interface RuleTask {
  readonly path: string;
  /** Which set of rules it is; part of the label. */
  readonly index: number;
  readonly instructions: string;
  readonly examples: readonly Demo[];
  readonly mostRules: number;
  /** The best rules so far. @default none */
  readonly present?: string;
}

/** Fewer examples than this are not worth another question. */
const FEWEST = 1;

/**
 * Rules that explain examples. Where the model cannot take that many, half of them are shown instead.
 *
 * @remarks DSPy's `InferRules`, which drops one example at a time.
 */
export async function induceRules(
  proposer: Proposer,
  { path, index, instructions, examples, mostRules, present }: RuleTask,
): Promise<{ readonly rules: string } | { readonly failure: Unanswered }> {
  for (let count = examples.length; ; count = Math.floor(count / 2)) {
    const shown = examples.slice(0, count).map(({ augmented: _, ...demo }) => renderRecord(demo));
    const answer = await askModel<InduceRules>(proposer, `rules/${path}/${index}/${count}`, {
      signature: InduceRules,
      inputs: {
        task: instructions,
        examples: shown.join('\n\n'),
        mostRules,
        ...(present === undefined ? {} : { presentRules: present }),
      },
    });
    if (!('failure' in answer)) return { rules: answer.outputs.rules.trim() };
    if (count <= FEWEST || answer.failure.isInfrastructure) return answer;
  }
}
