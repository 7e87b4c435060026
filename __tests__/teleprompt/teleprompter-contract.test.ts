import { exactMatch } from '../../src/evaluate';
import {
  Auto,
  BootstrapFewShot,
  BootstrapFewShotWithRandomSearch,
  KNNFewShot,
  LabeledFewShot,
} from '../../src/teleprompt';
import { describeTeleprompter } from '../contracts/teleprompter.contract';

const metric = exactMatch('mood');

describeTeleprompter({ name: 'LabeledFewShot', create: () => new LabeledFewShot({ k: 3, seed: 5 }) });
describeTeleprompter({
  name: 'BootstrapFewShot',
  create: (concurrency) =>
    new BootstrapFewShot({ metric, concurrency, maxBootstrappedDemos: 2, maxLabeledDemos: 4 }),
});
describeTeleprompter({
  name: 'BootstrapFewShotWithRandomSearch',
  create: (concurrency) =>
    new BootstrapFewShotWithRandomSearch({
      metric,
      concurrency,
      numCandidatePrograms: 2,
      maxLabeledDemos: 4,
    }),
});
describeTeleprompter({
  name: 'KNNFewShot',
  create: (concurrency) => new KNNFewShot({ k: 2, metric, concurrency }),
});
describeTeleprompter({
  name: 'Auto',
  create: (concurrency) => new Auto({ metric, concurrency, maxLabeledDemos: 4 }),
});
