import { DspyError } from '../errors';
import type { LmResponse } from '../lm';
import type { Correction } from '../primitives';
import { excerpt } from '../util';
import type { ParseIssue } from './parsing/parse-issue';

/** What is known about a reply that could not be read. */
export interface AdapterParseErrorFacts {
  /** The adapter's name. */
  readonly adapter: string;
  /** The signature's name. */
  readonly signature: string;
  /** The whole reply. */
  readonly text: string;
  /** What is wrong, one for each output at fault. */
  readonly issues: readonly ParseIssue[];
  /** Why the model stopped, where that explains the failure, such as `length` or `refusal`. */
  readonly finishReason?: string;
  /** The responses of all attempts, the last one being the one that failed. */
  readonly responses?: readonly LmResponse[];
  /** The turns in which the model was asked to mend its reply. */
  readonly corrections?: readonly Correction[];
  /** The failure of the adapter tried before. */
  readonly cause?: unknown;
}

/** How a reply that cannot be read was come by. */
export type AdapterParseAttempts = Pick<
  AdapterParseErrorFacts,
  'responses' | 'finishReason' | 'corrections' | 'cause'
>;

const MOST_ISSUES = 5;

/** A model's reply does not hold the outputs that were asked for. */
export class AdapterParseError extends DspyError {
  static override readonly code = 'ADAPTER_PARSE';

  /** The adapter's name. */
  readonly adapter: string;
  /** The signature's name. */
  readonly signature: string;
  /** The whole reply; the message has only its beginning. */
  readonly text: string;
  /** What is wrong, one for each output at fault. */
  readonly issues: readonly ParseIssue[];
  /** Why the model stopped, where that is known. */
  readonly finishReason?: string;
  /** The responses of all attempts; what they used has been paid for. */
  readonly responses: readonly LmResponse[];
  /** The turns in which the model was asked to mend its reply; the last reply is {@link AdapterParseError.text}. */
  readonly corrections: readonly Correction[];

  constructor(facts: AdapterParseErrorFacts) {
    super({
      problem: `The model's reply does not give the outputs of ${facts.signature} (read by the ${facts.adapter} adapter).`,
      found: [...linesOf(facts.issues), `reply: ${excerpt(facts.text)}`].join('\n'),
      expected: expectation(facts.issues),
      fix: fixFor(facts.finishReason),
      cause: facts.cause,
    });
    this.adapter = facts.adapter;
    this.signature = facts.signature;
    this.text = facts.text;
    this.issues = facts.issues;
    if (facts.finishReason !== undefined) this.finishReason = facts.finishReason;
    this.responses = facts.responses ?? [];
    this.corrections = facts.corrections ?? [];
  }

  /** How many times the model was asked. */
  get attempts(): number {
    return this.responses.length;
  }

  /** The error as JSON, with its message: an error's own message is otherwise lost there. */
  toJSON(): Record<string, unknown> {
    const { name, code, message, adapter, signature, text, issues, attempts } = this;
    return { name, code, message, adapter, signature, text, issues, attempts };
  }

  /** The same failure with what led to it. */
  withAttempts(attempts: AdapterParseAttempts): AdapterParseError {
    const { adapter, signature, text, issues } = this;
    return new AdapterParseError({ adapter, signature, text, issues, ...attempts });
  }
}

function linesOf(issues: readonly ParseIssue[]): string[] {
  const shown = issues.slice(0, MOST_ISSUES).map(({ path, found }) => `${path}: ${excerpt(found, 120)}`);
  return issues.length > MOST_ISSUES ? [...shown, `and ${issues.length - MOST_ISSUES} more`] : shown;
}

function expectation(issues: readonly ParseIssue[]): string {
  const parts = issues
    .slice(0, MOST_ISSUES)
    .map(({ path, expected }) => `${path} to be ${excerpt(expected, 120)}`);
  return `${parts.join('; ')}.`;
}

function fixFor(finishReason: string | undefined): string {
  switch (finishReason) {
    case 'length':
      return 'raise maxTokens: the reply was cut off.';
    case 'refusal':
    case 'content-filter':
      return 'the model or its filter refused; change the input or the instructions.';
    default:
      return 'describe the outputs more closely, add a demonstration, or choose a more capable model.';
  }
}
