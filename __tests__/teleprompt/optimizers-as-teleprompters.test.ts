import { exactMatch } from '../../src/evaluate';
import { BootstrapFewShotWithOptuna, COPRO, GEPA, InferRules, MIPROv2 } from '../../src/teleprompt';
import { describeTeleprompter } from '../contracts/teleprompter.contract';

const metric = exactMatch('mood');

describeTeleprompter({
  name: 'MIPROv2',
  create: (concurrency) => new MIPROv2({ metric, concurrency, numCandidates: 3, numTrials: 3 }),
});
describeTeleprompter({
  name: 'COPRO',
  create: (concurrency) => new COPRO({ metric, concurrency, breadth: 2, depth: 1 }),
});
describeTeleprompter({
  name: 'InferRules',
  create: (concurrency) => new InferRules({ metric, concurrency, numCandidates: 1 }),
});
describeTeleprompter({
  name: 'BootstrapFewShotWithOptuna',
  create: (concurrency) => new BootstrapFewShotWithOptuna({ metric, concurrency, numCandidatePrograms: 3 }),
});
describeTeleprompter({
  name: 'GEPA',
  create: (concurrency) => new GEPA({ metric, concurrency, maxMetricCalls: 40 }),
});
