import { BestPlaces, type ScoredPlace } from '../best-places';

/** In which documents a word stands, and how often. */
interface Postings {
  readonly places: number[];
  readonly counts: number[];
  /** In how many documents that are still there. */
  documents: number;
}

/** The constants of BM25. */
export interface Bm25Constants {
  readonly k1: number;
  readonly b: number;
}

/** What is to be found. */
export interface Bm25Query {
  readonly words: readonly string[];
  readonly k: number;
  /** Leaves out documents for which it is false. */
  readonly accepts: (place: number) => boolean;
}

/**
 * Which words stand in which documents, and the documents that words fit best.
 *
 * BM25 as Robertson and Zaragoza describe it ("The Probabilistic Relevance Framework", 2009): the sum over the words of the
 * query of `idf · f (k1 + 1) / (f + k1 (1 − b + b · length / mean length))`. The weight of a word is that of Robertson and
 * Spärck Jones with 1 added under the logarithm, as Lucene does, so that a word in more than half of the documents does not
 * count against them: `ln(1 + (N − n + ½) / (n + ½))`.
 */
export class InvertedIndex {
  readonly #constants: Bm25Constants;
  readonly #postings = new Map<string, Postings>();
  readonly #lengths: number[] = [];
  #documents = 0;
  #totalLength = 0;

  constructor(constants: Bm25Constants) {
    this.#constants = constants;
  }

  /** Adds a document behind the others. */
  add(words: readonly string[]): void {
    const place = this.#lengths.length;
    this.#lengths.push(words.length);
    this.#documents++;
    this.#totalLength += words.length;
    for (const [word, count] of countsOf(words)) {
      let postings = this.#postings.get(word);
      if (postings === undefined)
        this.#postings.set(word, (postings = { places: [], counts: [], documents: 0 }));
      postings.places.push(place);
      postings.counts.push(count);
      postings.documents++;
    }
  }

  /**
   * Takes a document out of the statistics. Its postings stay until the index is made anew; `accepts` has to leave it out.
   *
   * @param words those it was added with.
   */
  remove(words: readonly string[]): void {
    this.#documents--;
    this.#totalLength -= words.length;
    for (const word of new Set(words)) (this.#postings.get(word) as Postings).documents--;
  }

  /** The documents that fit best, of those that hold at least one of the words; equal ones in the order they were added. */
  search({ words, k, accepts }: Bm25Query): ScoredPlace[] {
    const scores = this.#scores(words);
    const best = new BestPlaces(k);
    for (let place = 0; place < scores.length; place++) {
      const score = scores[place] as number;
      // The weight of a word is always more than 0.
      if (score > 0 && best.wants(score) && accepts(place)) best.offer(place, score);
    }
    return best.found;
  }

  #scores(words: readonly string[]): Float64Array {
    const scores = new Float64Array(this.#lengths.length);
    const mean = this.#totalLength / this.#documents;
    for (const [word, times] of countsOf(words)) {
      const postings = this.#postings.get(word);
      if (postings === undefined || postings.documents === 0) continue;
      const { places, counts } = postings;
      const weight = times * this.#idfOf(postings.documents);
      for (let index = 0; index < places.length; index++) {
        const place = places[index] as number;
        scores[place] =
          (scores[place] as number) + weight * this.#saturated(counts[index] as number, place, mean);
      }
    }
    return scores;
  }

  #idfOf(documents: number): number {
    return Math.log(1 + (this.#documents - documents + 0.5) / (documents + 0.5));
  }

  #saturated(count: number, place: number, mean: number): number {
    const { k1, b } = this.#constants;
    const length = (this.#lengths[place] as number) / mean;
    return (count * (k1 + 1)) / (count + k1 * (1 - b + b * length));
  }
}

function countsOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
