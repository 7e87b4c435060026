import { TRIES } from '../auto/arms';
import type { AutoPlan } from '../auto/auto-options';
import { MINIBATCH, RULE_EXAMPLES } from '../auto/written-arms';
import { decisionOutputs, dialCount } from '../re-anchor/anchors';
import type { ReAnchorPlan } from '../re-anchor/re-anchor-options';
import type { PlannedPhase } from './compile-plan';
import { teacherPhase } from './demo-phases';
import { groundQuestions } from './instruction-phases';
import { phase, setSizes, type PlanSize } from './plan-size';

/** The student, none, three numbers of labelled demonstrations, two of nearest ones; then three sets out of a teacher's calls. */
const DEMO_ARMS = 7 + 3;
/** Most candidates are given up at the first look. */
const RACED = 0.5;

export function autoPhases(plan: AutoPlan, size: PlanSize): readonly PlannedPhase[] {
  const { train, val } = setSizes(size);
  const { predictors } = size;
  const { numInstructions, numReflections, maxBootstrappedDemos } = plan;
  const isWritten = numInstructions > 0;
  const arms = DEMO_ARMS + (isWritten ? numInstructions + 2 : 0) + numReflections;
  const ruleTries = 1 + Math.floor(Math.log2(RULE_EXAMPLES));
  const written = isWritten
    ? groundQuestions(predictors, { dataAware: true, programAware: true }) + predictors * numInstructions
    : 0;
  return [
    teacherPhase(
      'demonstrations',
      { maxBootstrappedDemos, maxRounds: 1 },
      { examples: Math.min(train, maxBootstrappedDemos * TRIES) },
    ),
    phase('instructions', 'prompt', written),
    phase('rules', 'prompt', isWritten ? predictors * ruleTries : 0, isWritten ? predictors : 0),
    phase('reflections', 'prompt', predictors * numReflections),
    phase('what is reflected on', 'program', 2 * numReflections * Math.min(MINIBATCH, train)),
    phase(`${arms} candidates`, 'program', arms * val, arms * val * RACED),
  ];
}

export function reAnchorPhases(
  { maxCandidates }: ReAnchorPlan,
  { student, trainset }: PlanSize,
): readonly PlannedPhase[] {
  const dials = decisionOutputs(student).reduce((sum, output) => sum + dialCount(output), 0);
  return [
    phase('the one run', 'program', trainset),
    phase('settings', 'replay', trainset * (1 + dials * maxCandidates)),
  ];
}
