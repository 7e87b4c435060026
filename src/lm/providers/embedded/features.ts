import { BoundedCache } from './bounded-cache';
import { hashText } from './hash-text';
import { isFunctionWord, stemOf, trigramsOf, wordsOf } from './tokens';

/** What a text consists of: hashed words, word pairs and character trigrams, each with its weight. */
export interface Features {
  readonly ids: Uint32Array;
  readonly weights: Float32Array;
}

const WEIGHT = { word: 1, functionWord: 0.15, pair: 0.3, functionPair: 0.2, trigram: 0.3 };
const cache = new BoundedCache<Features>(4096);

/** The features of a text, sorted by id, each once with a damped count. Remembered for the texts used last. */
export function featuresOf(text: string): Features {
  return cache.get(text, () => extract(text));
}

function extract(text: string): Features {
  const found = new Map<number, number>();
  const add = (feature: string, weight: number): void => {
    const id = hashText(feature);
    found.set(id, (found.get(id) ?? 0) + weight);
  };
  let before: string | undefined;
  for (const word of wordsOf(text)) {
    const stem = stemOf(word);
    const isGrammar = isFunctionWord(word);
    add(`w:${stem}`, isGrammar ? WEIGHT.functionWord : WEIGHT.word);
    if (before !== undefined) add(`p:${before} ${stem}`, isGrammar ? WEIGHT.functionPair : WEIGHT.pair);
    if (!isGrammar) for (const trigram of trigramsOf(word)) add(`t:${trigram}`, WEIGHT.trigram);
    before = stem;
  }
  const ids = Uint32Array.from(found.keys()).sort();
  return { ids, weights: Float32Array.from(ids, (id) => Math.sqrt(found.get(id) ?? 0)) };
}
