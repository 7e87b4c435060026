import { InputField, OutputField, Signature } from '../../decorators';
import type { Example } from '../../primitives';
import { askModel, type Proposer, type Unanswered } from './ask-model';
import { renderExamples } from './render-record';

@Signature(
  'Read rows of the data that a program will be given, and write down what is true of many of them: topics, form, length, ' +
    'what makes a label right, what is easily got wrong. Add to the earlier observations and repeat none of them.',
)
class ObserveData {
  @InputField({ type: 'string', desc: 'rows with inputs and right outputs' }) readonly examples!: string;
  @InputField({ type: 'string', optional: true, desc: 'what was observed in other rows' })
  readonly earlierObservations?: string;
  @OutputField({ type: 'string', desc: 'a few sentences' }) observations!: string;
  @OutputField({ type: 'boolean', desc: 'true when these rows show nothing new' }) nothingNew!: boolean;
}

@Signature(
  'Sum the observations up in two or three sentences for somebody who writes instructions for this data.',
)
class SumUpObservations {
  @InputField({ type: 'string' }) readonly observations!: string;
  @OutputField({ type: 'string' }) summary!: string;
}

/** How the data is looked at. */
export interface SummaryPlan {
  /** Rows in one look. @default 10 */
  readonly viewDataBatchSize?: number;
}

/** What is known about the data; undefined when nothing could be found out. */
export interface DatasetSummary {
  readonly text: string | undefined;
  readonly failures: readonly Unanswered[];
}

const MOST_LOOKS = 10;
const MOST_IDLE = 5;

/**
 * Describes a data set: looks at it batch by batch, each with the observations so far, until nothing new is seen, then sums up.
 *
 * @remarks The data-aware part of MIPROv2's proposer (Opsahl-Ong et al., 2024). At most eleven questions.
 */
export async function summarizeDataset(
  proposer: Proposer,
  examples: readonly Example[],
  { viewDataBatchSize = 10 }: SummaryPlan = {},
): Promise<DatasetSummary> {
  const observations: string[] = [];
  const looks = Math.min(MOST_LOOKS, Math.ceil(examples.length / viewDataBatchSize));
  let idle = 0;
  for (let look = 0; look < looks && idle < MOST_IDLE; look++) {
    const batch = examples.slice(look * viewDataBatchSize, (look + 1) * viewDataBatchSize);
    const inputs = {
      examples: renderExamples(batch),
      ...(observations.length === 0 ? {} : { earlierObservations: observations.join('\n') }),
    };
    const answer = await askModel<ObserveData>(proposer, `data/${look}`, { signature: ObserveData, inputs });
    if ('failure' in answer)
      return { text: observations.join('\n') || undefined, failures: [answer.failure] };
    if (answer.outputs.nothingNew) idle++;
    else observations.push(answer.outputs.observations);
  }
  if (observations.length === 0) return { text: undefined, failures: [] };
  const inputs = { observations: observations.join('\n') };
  const summary = await askModel<SumUpObservations>(proposer, 'data/summary', {
    signature: SumUpObservations,
    inputs,
  });
  if ('failure' in summary) return { text: inputs.observations, failures: [summary.failure] };
  return { text: summary.outputs.summary, failures: [] };
}
