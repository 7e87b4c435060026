import type { LanguageModel, MockLM } from '../../src/lm';
import { Module, Predict, type Demo } from '../../src/modules';
import { Example } from '../../src/primitives';
import { seededRandom, type SeededRandom } from '../../src/util';
import { scriptedLM, type Asked } from './scripted-lm';

/** How good instructions of the best level are, at each of the two steps. */
const BEST_LEVEL = 9;
const PER_LEVEL = 0.045;
const BASE = 0.1;
/** Demonstrations that count, of those shown. */
const COUNTED_DEMOS = 4;

/**
 * A task with a known optimum: a program of two steps whose quality is the sum of what instructions and demonstrations of both
 * contribute. Which rows it gets right depends on its quality, and by a little on chance, the same chance for the same prompts.
 *
 * The model that writes instructions seldom hits on good ones, but comes nearer when it is shown what was tried.
 */
export interface Terrain {
  readonly taskModel: MockLM;
  readonly promptModel: MockLM;
  readonly trainset: readonly Example[];
  readonly valset: readonly Example[];
  /** The share of rows that the program gets right, but for chance. */
  quality(program: Module): number;
  /** New instructions by chance, as the prompt model writes them when it is shown nothing. */
  freeInstructions(random: SeededRandom): string;
}

export function terrain(seed: number, rows = 40): Terrain {
  const random = seededRandom(`terrain ${seed}`);
  const taskModel = scriptedLM((_, asked) => answer(asked, rows));
  const promptModel = scriptedLM((output, asked) => propose(output, asked, seed));
  const example = (place: number, prefix: string): Example =>
    Example.from({
      question: `${prefix}${place}`,
      answer: `a${place}`,
      use: random.integer(100),
    }).withInputs('question') as Example;
  return {
    taskModel,
    promptModel,
    trainset: random.shuffle(Array.from({ length: rows }, (_, place) => example(place, 't'))),
    valset: random.shuffle(Array.from({ length: rows }, (_, place) => example(place, 'v'))),
    quality: (program) =>
      BASE +
      program.predictors().reduce(
        (sum, { signature, demos }) =>
          sum +
          worthOf(
            signature.instructions,
            demos.map((demo) => String(questionOf(demo))),
          ),
        0,
      ),
    freeInstructions: (own) => instructionsOf(freeLevel(own), own),
  };
}

/** The program: the second step is given what the first has made of the question. */
export class TwoSteps extends Module {
  readonly first: Predict<'question -> answer'>;
  readonly second: Predict<'question -> answer'>;

  constructor(lm: LanguageModel) {
    super();
    this.first = new Predict('question -> answer', { lm });
    this.second = new Predict('question -> answer', { lm });
  }

  async forward({ question }: { question: string }) {
    const { answer: note } = await this.first.call({ question });
    return this.second.call({ question: note });
  }
}

/** How good one step is. */
function worthOf(instructions: string, questions: readonly string[]): number {
  const level = Number(/.*level (\d+)/s.exec(instructions)?.[1] ?? 0);
  const shown = questions.slice(0, COUNTED_DEMOS).reduce((sum, question) => sum + useOf(question), 0);
  return PER_LEVEL * Math.min(BEST_LEVEL, level) + shown;
}

/** How useful a question is as a demonstration; some do harm. */
function useOf(question: string): number {
  const name = /[tv]\d+/.exec(question)?.[0] ?? question;
  return 0.1 * (seededRandom(`use of ${name}`).next() - 0.4);
}

function questionOf(demo: Demo): unknown {
  return demo['question'];
}

/** The first step notes how good it is, the second gives the answer where both together are good enough. */
function answer({ system, request, input }: Asked, rows: number): string {
  const shown = request.messages
    .slice(1, -1)
    .filter(({ role }) => role === 'user')
    .map((message) => /[tv]\d+/.exec(JSON.stringify(message.content))?.[0] ?? '');
  const own = worthOf(system.slice(system.indexOf('Your task:')), shown);
  const [, name, place, noted] = /([tv](\d+))(?: of (-?[\d.]+))?/.exec(input('question')) ?? [];
  if (noted === undefined) return `${name} of ${own.toFixed(4)}`;
  const chance = seededRandom(`${name} ${noted} ${own.toFixed(4)} ${request.rolloutId ?? ''}`).next() - 0.5;
  const difficulty = (Number(place) + 0.5) / rows + 0.15 * chance;
  return difficulty < BASE + Number(noted) + own ? `a${place}` : 'no idea';
}

function propose(output: string, asked: Asked, seed: number): string {
  const random = seededRandom(`${seed} ${String(asked.request.rolloutId)} ${asked.last}`);
  if (output === 'nothingNew') return 'true';
  if (output === 'advice') {
    const levels = [...asked.input('program').matchAll(/level (\d+)/g)].map(([, level]) => Number(level));
    const next = (): string => instructionsOf(better(Math.max(0, ...levels), random), random);
    return JSON.stringify(random.next() < 0.5 ? { first: next() } : { second: next() });
  }
  if (output === 'proposedInstruction' || output === 'newText') {
    const shown = asked.input('attempts') || asked.input('tried') || asked.input('presentText');
    const levels = [...shown.matchAll(/level (\d+)/g)].map(([, level]) => Number(level));
    return instructionsOf(shown === '' ? freeLevel(random) : better(levels.at(-1) ?? 0, random), random);
  }
  if (output === 'rules') {
    const [, level] = /.*level (\d+)/s.exec(asked.input('presentRules')) ?? [];
    return instructionsOf(level === undefined ? freeLevel(random) : better(Number(level), random), random);
  }
  return instructionsOf(freeLevel(random), random);
}

/** Mostly poor: each level is half as likely as the one below. */
function freeLevel(random: SeededRandom): number {
  return Math.min(BEST_LEVEL, Math.floor(-Math.log2(1 - random.next())));
}

/** Something like what was shown: worse, the same, better, much better. */
function better(level: number, random: SeededRandom): number {
  return Math.max(0, Math.min(BEST_LEVEL, level + (random.pick([-1, 0, 1, 2]) as number)));
}

function instructionsOf(level: number, random: SeededRandom): string {
  return `Answer with care ${random.integer(1_000_000)}, level ${level}.`;
}
