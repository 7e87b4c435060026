import { isPlainObject } from '../../util';
import { foldText, booleanOf, numberOf } from './scalars';

/** The member of a closed list that a value means. */
export interface MatchedChoice {
  readonly choice: unknown;
  /** Whether it stood there to the letter. */
  readonly isExact: boolean;
}

/**
 * The choice a value means: itself, else by case, punctuation, alias or description, if only one fits, else the only choice
 * named in a text that is no longer than a sentence.
 */
export function matchChoice(
  schema: Readonly<Record<string, unknown>>,
  choices: readonly unknown[],
  value: unknown,
): MatchedChoice | undefined {
  if (choices.includes(value)) return { choice: value, isExact: true };
  if (Array.isArray(value) && value.length === 1)
    return inexact(matchChoice(schema, choices, value[0])?.choice, choices);
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const said = String(value);
  const folded = foldText(said);
  const bySpelling = choices.filter((choice) =>
    spellingsOf(schema, choice).some((spelling) => foldText(spelling) === folded),
  );
  if (bySpelling.length === 1) return { choice: bySpelling[0], isExact: false };
  const byValue = choices.filter((choice) => means(choice, said));
  if (byValue.length === 1) return { choice: byValue[0], isExact: false };
  return named(schema, choices, said);
}

function inexact(choice: unknown, choices: readonly unknown[]): MatchedChoice | undefined {
  return choices.includes(choice) ? { choice, isExact: false } : undefined;
}

function spellingsOf(schema: Readonly<Record<string, unknown>>, choice: unknown): string[] {
  const key = String(choice);
  const aliases = isPlainObject(schema['x-aliases']) ? schema['x-aliases'][key] : undefined;
  const desc = isPlainObject(schema['x-descriptions']) ? schema['x-descriptions'][key] : undefined;
  return [
    key,
    ...(Array.isArray(aliases) ? aliases.map(String) : []),
    ...(typeof desc === 'string' ? [desc] : []),
  ];
}

function means(choice: unknown, said: string): boolean {
  if (typeof choice === 'number') return numberOf(said) === choice;
  return typeof choice === 'boolean' && booleanOf(said) === choice;
}

const LONGEST_SENTENCE = 200;

function named(
  schema: Readonly<Record<string, unknown>>,
  choices: readonly unknown[],
  said: string,
): MatchedChoice | undefined {
  if (said.length > LONGEST_SENTENCE) return undefined;
  const words = ` ${foldText(said)} `;
  const isNamed = (choice: unknown): boolean =>
    spellingsOf(schema, choice)
      .map(foldText)
      .some((spelling) => spelling !== '' && words.includes(` ${spelling} `));
  const found = choices.filter(isNamed);
  const isDenied = / (?:not|no|nor|neither|never) /.test(words);
  return found.length === 1 && !isDenied ? { choice: found[0], isExact: false } : undefined;
}
