import { isPlainObject, sameJson } from '../../../util';
import { booleanOf } from './booleans';
import { foldText, bareText } from './fold-text';
import { numberOf } from './numbers';

/** The member of a closed list that a text means. */
export interface ChoiceInText {
  readonly choice: unknown;
  /** How directly it is named. */
  readonly how: 'exact' | 'written' | 'named';
}

/** A choice and all that stands for it. */
interface Spelling {
  readonly choice: unknown;
  readonly texts: readonly string[];
  readonly folded: readonly string[];
}

/** In longer texts no choice is looked for. */
const LONGEST = 20_000;
const spellings = new WeakMap<object, readonly Spelling[]>();

/**
 * The choice that a text means: itself; else by case, punctuation, accents, alias or description; else the only choice it
 * names. A name in exact case outranks one that ignores case, and a longer name the shorter one within it. Two choices mean
 * none, and so does one that is denied.
 */
export function choiceOf(
  schema: object,
  choices: readonly unknown[],
  text: string,
): ChoiceInText | undefined {
  if (text.length > LONGEST) return undefined;
  const said = bareText(text);
  const exact = choices.find((choice) => choice === text || choice === said);
  if (exact !== undefined) return { choice: exact, how: exact === text ? 'exact' : 'written' };
  const known = spellingsOf(schema, choices);
  const folded = foldText(text);
  const written = onlyOne(known.filter(({ folded: all }) => all.includes(folded)));
  if (written !== undefined) return { choice: written.choice, how: 'written' };
  const meant = onlyOne(known.filter(({ choice }) => means(choice, text)));
  if (meant !== undefined) return { choice: meant.choice, how: 'written' };
  const named = namedIn(known, text);
  return named === undefined ? undefined : { choice: named.choice, how: 'named' };
}

function onlyOne<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}

function spellingsOf(schema: object, choices: readonly unknown[]): readonly Spelling[] {
  let known = spellings.get(schema);
  if (known === undefined) {
    known = choices.map((choice) => {
      const texts = textsOf(schema as Readonly<Record<string, unknown>>, choice);
      return { choice, texts, folded: texts.map(foldText).filter((text) => text !== '') };
    });
    spellings.set(schema, known);
  }
  return known;
}

function textsOf(schema: Readonly<Record<string, unknown>>, choice: unknown): string[] {
  const key = typeof choice === 'string' ? choice : sameJson(choice);
  const aliases = isPlainObject(schema['x-aliases']) ? schema['x-aliases'][key] : undefined;
  const desc = isPlainObject(schema['x-descriptions']) ? schema['x-descriptions'][key] : undefined;
  const others = Array.isArray(aliases) ? aliases.map(String) : [];
  return [
    key,
    ...others,
    ...(typeof desc === 'string' ? [desc, ...[key, ...others].map((name) => `${name} ${desc}`)] : []),
  ];
}

function means(choice: unknown, text: string): boolean {
  if (typeof choice === 'number') return numberOf(text)?.value === choice;
  if (typeof choice === 'boolean') return booleanOf(text)?.value === choice;
  return false;
}

function namedIn(known: readonly Spelling[], text: string): Spelling | undefined {
  const names = known.filter(({ choice }) => typeof choice === 'string');
  const inExactCase = only(names.flatMap((name) => placesOf(name, name.texts, spaced(text))));
  if (inExactCase !== 'none') return inExactCase;
  const ignoringCase = only(names.flatMap((name) => placesOf(name, name.folded, ` ${foldText(text)} `)));
  return ignoringCase === 'none' ? undefined : ignoringCase;
}

/** A text whose words stand between single spaces, in their own case. */
function spaced(text: string): string {
  return ` ${text.replaceAll(/[^\p{L}\p{N}\p{M}_]+/gu, ' ').trim()} `;
}

/** Where in a text a choice is named. */
interface Place {
  readonly name: Spelling;
  readonly start: number;
  readonly end: number;
  readonly isDenied: boolean;
}

function placesOf(name: Spelling, texts: readonly string[], words: string): Place[] {
  const places: Place[] = [];
  for (const text of new Set(texts.map((each) => spaced(each).trim()))) {
    if (text === '') continue;
    const wanted = hasWords(text) ? ` ${text} ` : text;
    for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, at + wanted.length - 1)) {
      places.push({
        name,
        start: at,
        end: at + wanted.length,
        isDenied: DENIAL.test(words.slice(Math.max(0, at - 30), at + 1)),
      });
      if (places.length > 50) return places;
    }
  }
  return places;
}

const DENIAL = / (?:not|no|nor|neither|never|isn t|wasn t|aren t|cannot) (?:[\p{L}\p{N}]+ )?$/iu;

/** Scripts without spaces between words have no edges of words to look for. */
function hasWords(text: string): boolean {
  return !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(text);
}

/** The only choice that is named; of names within longer names, the longer. */
function only(places: readonly Place[]): Spelling | undefined | 'none' {
  const outer = places.filter(
    (place) =>
      !places.some(
        (other) =>
          other.name !== place.name &&
          other.start <= place.start &&
          other.end >= place.end &&
          other.end - other.start > place.end - place.start,
      ),
  );
  if (outer.length === 0) return 'none';
  const [first] = outer;
  const isOne = outer.every(({ name }) => name === first?.name);
  return isOne && !outer.some(({ isDenied }) => isDenied) ? first?.name : undefined;
}
