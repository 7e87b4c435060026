import { MockLM, type LanguageModel } from '../../src/lm';
import { Module, Predict } from '../../src/modules';
import { Example } from '../../src/primitives';
import { seededRandom } from '../../src/util';
import { readRequest, scriptedLM, type Asked } from './scripted-lm';

/** A task of which it is known how good each prompt is: a better one answers all that a worse one does, and more. */
export interface Landscape {
  readonly taskModel: MockLM;
  readonly promptModel: MockLM;
  readonly trainset: readonly Example[];
  /** Share of all questions that a program answers rightly. */
  quality(program: Module): number;
}

export interface LandscapeOptions {
  readonly rows?: number;
  readonly seed?: number;
  /** How good an instruction of each level is; level 0 is one without a level. @default from 0.2 in steps of 0.1 */
  readonly levels?: readonly number[];
  /** What each demonstration adds, up to four. @default 0.02 */
  readonly perDemo?: number;
}

const LEVELS = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

/** Questions of known difficulty, a model that answers those its prompt is good enough for, and one that proposes prompts. */
export function landscape({
  rows = 60,
  seed = 0,
  levels = LEVELS,
  perDemo = 0.02,
}: LandscapeOptions = {}): Landscape {
  const random = seededRandom(`landscape ${seed}`);
  // Difficulties are spread evenly, so that the share of right answers is the quality.
  const difficulties = random.shuffle(Array.from({ length: rows }, (_, index) => (index + 0.5) / rows));
  const levelOf = (text: string): number =>
    Math.min(levels.length - 1, Number(/level (\d+)/.exec(text)?.[1] ?? 0));
  const qualityOf = (instructions: string, demos: number): number =>
    levels[levelOf(instructions)]! + perDemo * Math.min(4, demos);
  const taskModel = scriptedLM((_, { system, input, demos }) => {
    const place = Number(/\d+/.exec(input('question'))?.[0]);
    const task = system.slice(system.indexOf('Your task:'));
    return difficulties[place]! < qualityOf(task, demos) ? `a${place}` : 'no idea';
  });
  const promptModel = scriptedLM((output, asked) => propose(output, asked, levels.length));
  return {
    taskModel,
    promptModel,
    trainset: difficulties.map((_, place) =>
      Example.from({ question: `q${place}`, answer: `a${place}` }).withInputs('question'),
    ),
    quality: (program) =>
      Math.min(
        ...program
          .predictors()
          .map(({ signature, demos }) => qualityOf(signature.instructions, demos.length)),
      ),
  };
}

/** Texts of any level, the same for the same question. */
function propose(output: string, asked: Asked, levels: number): string {
  const random = seededRandom(String(asked.request.rolloutId ?? asked.last));
  if (output === 'nothingNew') return 'true';
  if (output === 'advice') return JSON.stringify({ self: `Mind level ${random.integer(levels)}.` });
  return `Answer with care, level ${random.integer(levels)}. (${asked.request.rolloutId})`;
}

export const exact = (example: { answer: string }, prediction: { answer: string }): number =>
  example.answer === prediction.answer ? 1 : 0;

/** A program for a landscape. */
export const answerer = (lm: LanguageModel): Predict<'question -> answer'> =>
  new Predict('question -> answer', { lm });

/** A program of two steps that have the same signature. */
export class TwiceAsked extends Module {
  readonly first: Predict<'question -> answer'>;
  readonly second: Predict<'question -> answer'>;

  constructor(lm: LanguageModel) {
    super();
    this.first = new Predict('question -> answer', { lm });
    this.second = new Predict('question -> answer', { lm });
  }

  async forward({ question }: { question: string }) {
    const { answer } = await this.first.call({ question });
    return answer === 'no idea' ? { answer } : this.second.call({ question });
  }
}

/** Prompts that were sent more than once. */
export function repeated({ requests }: MockLM): number {
  const texts = requests.map((request) =>
    JSON.stringify([request.messages, request.rolloutId, request.settings]),
  );
  return texts.length - new Set(texts).size;
}

/** What each prompt (instructions and demonstrations) was asked, in order. */
export function questionsByPrompt({ requests }: MockLM): ReadonlyMap<string, readonly string[]> {
  const byPrompt = new Map<string, string[]>();
  for (const request of requests) {
    const prompt = JSON.stringify(request.messages.slice(0, -1));
    const list = byPrompt.get(prompt) ?? [];
    byPrompt.set(prompt, list);
    list.push(readRequest(request).input('question'));
  }
  return byPrompt;
}
