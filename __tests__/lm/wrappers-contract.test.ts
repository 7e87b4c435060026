import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Budget,
  budgeted,
  circuitBroken,
  fallback,
  hedged,
  limited,
  LM,
  MockLM,
  recorded,
  roundRobin,
  type LanguageModel,
} from '../../src/lm';
import { cached } from '../../src/lm/middleware/cached';
import { counted } from '../../src/lm/middleware/counted';
import { remembered } from '../../src/lm/middleware/remembered';
import { retried } from '../../src/lm/middleware/retried';
import { timed } from '../../src/lm/middleware/timed';
import { History } from '../../src/lm/history';
import { systemClock } from '../../src/resilience';
import { describeLanguageModel } from '../contracts/language-model.contract';

const folder = mkdtempSync(join(tmpdir(), 'dspex-recordings-'));
let recordings = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const clock = systemClock;
const WRAPPERS: Readonly<Record<string, (inner: LanguageModel) => LanguageModel>> = {
  budgeted: (inner) => budgeted(inner, { budget: new Budget({ calls: 10, tokens: 1e6 }) }),
  cached: (inner) => cached(inner, { cache: false }),
  circuitBroken: (inner) => circuitBroken(inner),
  counted: (inner) => counted(inner),
  hedged: (inner) => hedged(inner, { after: 10_000 }),
  limited: (inner) => limited(inner, { concurrency: 2, requestsPerMinute: 100 }),
  remembered: (inner) => remembered(inner, { histories: [new History(5)], clock }),
  retried: (inner) => retried(inner, { maxRetries: 2, clock, random: Math.random }),
  timed: (inner) => timed(inner, { timeout: 10_000, option: 'timeout', clock }),
  'fallback of one': (inner) => fallback([inner]),
  'roundRobin of one': (inner) => roundRobin([inner]),
  recorded: (inner) => recorded(inner, { directory: join(folder, `${recordings++}`), mode: 'record' }),
  'an LM around a fallback': (inner) => new LM(fallback([inner])),
};

for (const [name, wrap] of Object.entries(WRAPPERS)) {
  describeLanguageModel({ name, create: (replies) => wrap(new MockLM(replies)) });
}
