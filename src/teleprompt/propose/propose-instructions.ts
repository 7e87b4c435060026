import { InputField, OutputField, Signature } from '../../decorators';
import type { Demo, Module } from '../../modules';
import type { Example } from '../../primitives';
import { asyncPool, seededRandom } from '../../util';
import { askModel, cleanProposal, type Proposer, type Unanswered } from './ask-model';
import { summarizeDataset } from './dataset-summary';
import { describeProgram, describeStep } from './describe-program';
import { renderRecord } from './render-record';
import { drawTips, type Tip } from './tips';

@Signature('Say in two or three sentences what this program is for and how it goes about it.')
class DescribePurpose {
  @InputField({ type: 'string', desc: 'steps and code' }) readonly program!: string;
  @InputField({ type: 'string', optional: true, desc: 'rows as the program sees them' })
  readonly demonstrations?: string;
  @OutputField({ type: 'string' }) purpose!: string;
}

@Signature('Say in one or two sentences what this one step has to achieve for the program as a whole.')
class DescribeRole {
  @InputField({ type: 'string', desc: 'steps and code' }) readonly program!: string;
  @InputField({ type: 'string' }) readonly purpose!: string;
  @InputField({ type: 'string', desc: 'the step to describe' }) readonly step!: string;
  @OutputField({ type: 'string' }) role!: string;
}

@Signature(
  'Write the instructions that a language model gets for one step of a program. They must hold for all data of this kind, ' +
    'not only for the rows shown. Go by everything that is known below, keep what is right in the present instructions, and ' +
    'give the text of the instructions alone.',
)
class WriteInstruction {
  @InputField({ type: 'string', optional: true, desc: 'what is known about the data' })
  readonly dataSummary?: string;
  @InputField({ type: 'string', optional: true, desc: 'steps and code' }) readonly program?: string;
  @InputField({ type: 'string', optional: true, desc: 'what the program is for' }) readonly purpose?: string;
  @InputField({ type: 'string', desc: 'the step: its inputs and outputs' }) readonly step!: string;
  @InputField({ type: 'string', optional: true, desc: 'what the step has to achieve' })
  readonly role?: string;
  @InputField({ type: 'string', optional: true, desc: 'rows of this step that turned out well' })
  readonly demonstrations?: string;
  @InputField({ type: 'string', optional: true, desc: 'instructions tried before with their scores' })
  readonly tried?: string;
  @InputField({ type: 'string', desc: 'the present instructions' }) readonly presentInstructions!: string;
  @InputField({ type: 'string', optional: true, desc: 'how to go about it this time' }) readonly tip?: string;
  @OutputField({ type: 'string', desc: 'the new instructions, nothing else' }) proposedInstruction!: string;
}

/** What an instruction scored. */
export interface TriedInstruction {
  readonly instructions: string;
  readonly score: number;
}

/** What instructions are proposed for, and what proposals may go by. */
export interface ProposalTask {
  readonly student: Module;
  readonly trainset: readonly Example[];
  /** Sets of demonstrations by path; each proposal sees a few of one set. */
  readonly demoSets: readonly Readonly<Record<string, readonly Demo[]>>[];
  /** New instructions for each predictor, beside the present ones. */
  readonly count: number;
  /** Whether proposals see the program. */
  readonly programAware: boolean;
  /** Whether proposals see a summary of the data. */
  readonly dataAware: boolean;
  /** Whether each proposal gets a tip. */
  readonly tipAware: boolean;
  /** Whether proposals see demonstrations. */
  readonly fewshotAware: boolean;
  /** Rows in one look at the data. */
  readonly viewDataBatchSize: number;
  /** What was tried before, by path. @default nothing */
  readonly tried?: Readonly<Record<string, readonly TriedInstruction[]>>;
  /** How many proposals were asked for before. @default 0 */
  readonly asked?: number;
  /** What an earlier round found out about data and program. @default it is asked for */
  readonly ground?: Ground;
}

/** What is known about data and program, in words. */
export interface Ground {
  readonly dataSummary: string | undefined;
  readonly program: string | undefined;
  readonly purpose: string | undefined;
  /** By path, what a step has to achieve. */
  readonly roles: Readonly<Record<string, string>>;
}

/** What was proposed. */
export interface Proposals {
  /** By path: proposals that differ from each other and from the present instructions. */
  readonly byPath: Readonly<Record<string, readonly string[]>>;
  /** Questions that brought nothing. Their proposals are missing; nothing else is. */
  readonly failures: readonly Unanswered[];
  /** What they go by, for a later round. */
  readonly ground: Ground;
}

const SHOWN_DEMOS = 3;

/**
 * New instructions for each predictor of a program, grounded in data, program, demonstrations and tips.
 *
 * @remarks MIPROv2's proposer (Opsahl-Ong et al., "Optimizing Instructions and Demonstrations for Multi-Stage Language Model
 * Programs", 2024). Data and program are described once instead of once a proposal, predictors are told apart by path,
 * and no proposal is made in place of the present instructions: 1 + P + P·count questions and at most 11 about the data. A later
 * round is shown what the earlier ones scored, and asks P·count questions.
 */
export async function proposeInstructions(proposer: Proposer, task: ProposalTask): Promise<Proposals> {
  const failures: Unanswered[] = [];
  const ground = task.ground ?? (await groundOf(proposer, task, failures));
  const drafts = draftsOf(proposer, task);
  const answers = await asyncPool(
    { concurrency: proposer.concurrency, signal: proposer.signal },
    drafts,
    ({ path, index, tip, demonstrations }) =>
      askModel<WriteInstruction>(proposer, `instruction/${path}/${index}`, {
        signature: WriteInstruction,
        inputs: withoutUndefined({
          dataSummary: ground.dataSummary,
          program: ground.program,
          purpose: ground.purpose,
          step: stepText(task.student, path),
          role: ground.roles[path],
          demonstrations,
          tried: triedText(task.tried?.[path]),
          presentInstructions: presentOf(task.student, path),
          tip: tip?.text || undefined,
        }),
      }),
  );
  const byPath: Record<string, string[]> = {};
  for (const [path] of task.student.namedPredictors()) byPath[path] = [];
  for (const [place, answer] of answers.entries()) {
    const path = drafts[place]?.path ?? '';
    if ('failure' in answer) failures.push(answer.failure);
    else
      keep(
        byPath[path] ?? [],
        cleanProposal(answer.outputs.proposedInstruction),
        presentOf(task.student, path),
      );
  }
  return { byPath, failures, ground };
}

async function groundOf(proposer: Proposer, task: ProposalTask, failures: Unanswered[]): Promise<Ground> {
  const [summary, program] = await Promise.all([
    task.dataAware ? summarizeDataset(proposer, task.trainset, task) : { text: undefined, failures: [] },
    task.programAware ? describeAll(proposer, task) : undefined,
  ]);
  failures.push(...summary.failures, ...(program?.failures ?? []));
  const { text, purpose, roles = {} } = program ?? {};
  return { dataSummary: summary.text, program: text, purpose, roles };
}

interface Draft {
  readonly path: string;
  readonly index: number;
  readonly tip: Tip | undefined;
  readonly demonstrations: string | undefined;
}

function draftsOf({ seed }: Proposer, task: ProposalTask): Draft[] {
  const { count, asked = 0 } = task;
  return task.student.namedPredictors().flatMap(([path]) => {
    const tips = task.tipAware ? drawTips(asked + count, seededRandom(seed).fork(`tips/${path}`)) : [];
    return Array.from({ length: count }, (_, offset) => {
      const index = asked + offset;
      const demonstrations = task.fewshotAware ? demoText(task.demoSets, path, index) : undefined;
      return { path, index, tip: tips[index], demonstrations };
    });
  });
}

/** A few demonstrations, those of the teacher first, out of the sets from `start` on. */
function demoText(sets: ProposalTask['demoSets'], path: string, start: number): string | undefined {
  const inTurn = sets.map((_, offset) => sets[(start + offset) % sets.length]?.[path] ?? []);
  const all = [...new Set(inTurn.flat())];
  const shown = [
    ...all.filter((demo) => demo['augmented'] === true),
    ...all.filter((demo) => demo['augmented'] !== true),
  ].slice(0, SHOWN_DEMOS);
  if (shown.length === 0) return undefined;
  return shown.map(({ augmented: _, ...demo }) => renderRecord(demo)).join('\n\n');
}

async function describeAll(proposer: Proposer, task: ProposalTask) {
  const text = describeProgram(task.student);
  const [first] = task.student.namedPredictors();
  const demonstrations =
    task.fewshotAware && first !== undefined ? demoText(task.demoSets, first[0], 0) : undefined;
  const purpose = await askModel<DescribePurpose>(proposer, 'program/purpose', {
    signature: DescribePurpose,
    inputs: withoutUndefined({ program: text, demonstrations }),
  });
  const roles: Record<string, string> = {};
  if ('failure' in purpose) return { text, purpose: undefined, roles, failures: [purpose.failure] };
  const paths = task.student.namedPredictors().map(([path]) => path);
  const failures: Unanswered[] = [];
  const pool = { concurrency: proposer.concurrency, signal: proposer.signal };
  const answers = await asyncPool(pool, paths, (path) =>
    askModel<DescribeRole>(proposer, `program/role/${path}`, {
      signature: DescribeRole,
      inputs: { program: text, purpose: purpose.outputs.purpose, step: stepText(task.student, path) },
    }),
  );
  for (const [place, answer] of answers.entries()) {
    if ('failure' in answer) failures.push(answer.failure);
    else roles[paths[place] ?? ''] = answer.outputs.role;
  }
  return { text, purpose: purpose.outputs.purpose, roles, failures };
}

function stepText(student: Module, path: string): string {
  const found = student.namedPredictors().find(([name]) => name === path);
  return found === undefined ? path : describeStep(path, found[1]);
}

function presentOf(student: Module, path: string): string {
  return student.namedPredictors().find(([name]) => name === path)?.[1].signature.instructions ?? '';
}

function triedText(tried: readonly TriedInstruction[] = []): string | undefined {
  if (tried.length === 0) return undefined;
  return [...tried]
    .sort((left, right) => left.score - right.score)
    .map(({ instructions, score }) => `Score ${score.toFixed(3)}:\n${instructions}`)
    .join('\n\n');
}

function keep(list: string[], proposal: string, present: string): void {
  if (proposal !== '' && proposal !== present && !list.includes(proposal)) list.push(proposal);
}

function withoutUndefined(inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined));
}
