import { CandidateSpace } from '../candidate/candidate-space';
import type { CoproPlan } from '../copro/copro-options';
import { componentsOf } from '../gepa/components';
import type { GepaPlan } from '../gepa/gepa-options';
import type { InferRulesPlan } from '../infer-rules/infer-rules-options';
import { RULES_HELD_BACK } from '../infer-rules/search-rules';
import type { MiproPlan } from '../mipro-v2/mipro-options';
import { PARTS } from '../mipro-v2/search-combinations';
import { MIPRO_HELD_BACK } from '../mipro-v2/search-mipro';
import { LATER } from '../mipro-v2/writing';
import type { SimbaPlan } from '../simba/simba-options';
import type { PlannedPhase } from './compile-plan';
import { teacherPhase } from './demo-phases';
import { phase, setSizes, type PlanSize } from './plan-size';

/** Looks at a data set, and the summary. */
const MOST_DATA_QUESTIONS = 11;
/** Weak candidates are given up after about so many of their runs. */
const RACED = 0.5;

export function coproPhases(
  { breadth, depth }: CoproPlan,
  { predictors, trainset, valset }: PlanSize,
): readonly PlannedPhase[] {
  const val = valset ?? trainset;
  const variants = predictors * (breadth - 1 + breadth * (depth - 1));
  return [
    phase('variants', 'prompt', variants),
    phase(`student and ${variants} variants`, 'program', (1 + variants) * val, (1 + variants * RACED) * val),
  ];
}

export function inferRulesPhases(
  { bootstrap, numCandidates }: InferRulesPlan,
  size: PlanSize,
): readonly PlannedPhase[] {
  const { train, val } = setSizes(size, RULES_HELD_BACK);
  const questions = numCandidates * size.predictors;
  // Where examples are too many for the model, half of them are tried.
  const tries = 1 + Math.floor(Math.log2(Math.max(1, train)));
  return [
    teacherPhase('demonstrations', bootstrap, { examples: train }),
    phase('sets of rules', 'prompt', questions * tries, questions),
    phase(
      `student, demonstrations and ${numCandidates} sets`,
      'program',
      (2 + numCandidates) * val,
      (2 + numCandidates * RACED) * val,
    ),
  ];
}

/** Questions of a proposer that describes data and program. */
export function groundQuestions(
  predictors: number,
  { dataAware, programAware }: { readonly dataAware: boolean; readonly programAware: boolean },
): number {
  return (dataAware ? MOST_DATA_QUESTIONS : 0) + (programAware ? 1 + predictors : 0);
}

export function miproPhases(plan: MiproPlan, size: PlanSize): readonly PlannedPhase[] {
  const { train, val } = setSizes(size, MIPRO_HELD_BACK);
  const { predictors } = size;
  const chosenBy = Math.min(val, plan.mostValidation);
  const trials = plan.trialsFor(predictors);
  const first = plan.instructions - 1;
  const rounds = first === 0 ? 0 : first + (PARTS - 1) * Math.ceil(first / LATER);
  const ground = first === 0 ? 0 : groundQuestions(predictors, plan);
  const teaches = !(plan.zeroShot && !plan.fewshotAware);
  const wanted = plan.bootstrap.maxBootstrappedDemos * plan.demoSets;
  return [
    ...(teaches ? [teacherPhase('demonstrations', plan.bootstrap, { examples: train, wanted })] : []),
    phase('what is known of data and program', 'prompt', ground),
    phase('instructions', 'prompt', predictors * rounds),
    phase(
      `student and ${trials} trials`,
      'program',
      (1 + trials) * chosenBy,
      (1 + trials * RACED) * chosenBy,
    ),
  ];
}

export function simbaPhases(
  { bsize, numCandidates, maxSteps }: SimbaPlan,
  { trainset, valset }: PlanSize,
): readonly PlannedPhase[] {
  const [batch, val] = [Math.min(bsize, trainset), valset ?? trainset];
  return [
    phase('student', 'program', val),
    phase(`samples of ${maxSteps} batches`, 'program', maxSteps * numCandidates * batch),
    phase('advice', 'prompt', maxSteps * numCandidates, (maxSteps * numCandidates) / 2),
    phase('new candidates on their batch', 'program', maxSteps * numCandidates * batch),
    phase(
      `the last ${numCandidates} candidates`,
      'program',
      numCandidates * val,
      numCandidates * val * RACED,
    ),
  ];
}

export function gepaPhases(plan: GepaPlan, { student, trainset, valset }: PlanSize): readonly PlannedPhase[] {
  const components = componentsOf(new CandidateSpace(student), plan.components).length;
  const calls = plan.callsFor({ components, trainset, valset });
  const [batch, val] = [plan.reflectionMinibatchSize, valset ?? trainset];
  const patience = 2 * Math.ceil(trainset / batch) + 4;
  const texts = plan.componentSelector === 'round_robin' ? 1 : components;
  // The student is scored whatever the budget says; a new candidate costs at least one run, and so many fruitless ones end the search.
  const iterations = (Math.max(0, calls - val) + 1) * patience;
  const asks = plan.instructionProposer === undefined ? texts : 0;
  return [
    phase('student and candidates', 'program', Math.max(val, calls)),
    phase(
      'reflections',
      'prompt',
      asks * iterations,
      (asks * Math.max(0, calls - val)) / (2 * batch + val / 4),
    ),
  ];
}
