import type { Embedder } from '../../lm';
import type { SignatureDescription } from '../../signatures';
import { NearestDemos, type NearestEntry } from '../nearest/nearest-demos';
import { demoFromJson, demoToJson } from './demo-json';
import { setMember } from './state-json';
import type { StateReader } from './state-reader';
import { warn } from './warn';

type Signatures = ReadonlyMap<string, SignatureDescription>;

/** The embedder that is made anew where none is given. */
const DEFAULT = 'HashedEmbedder';

/** The examples a program chooses its demonstrations out of, as JSON. */
export function nearestToState(nearest: NearestDemos, signatures: Signatures): Record<string, unknown> {
  const examples = nearest.entries.map(({ text, demos }, index) => {
    const written: Record<string, unknown> = {};
    for (const [path, demo] of Object.entries(demos)) {
      const signature = signatures.get(path);
      if (signature === undefined) continue;
      setMember(written, path, demoToJson(signature, demo, `nearest.examples[${index}].${path}`));
    }
    return { text, demos: written };
  });
  return { k: nearest.k, embedder: nearest.embedderName, examples };
}

/** The same read back; undefined where there is none. What is wrong with it is noted in the reader. */
export function nearestFromState(
  reader: StateReader,
  signatures: Signatures,
  embedder: Embedder | undefined,
): NearestDemos | undefined {
  if (reader.value === undefined) return undefined;
  const count = reader.member('k');
  const k = Number.isInteger(count.value) ? (count.value as number) : count.refuse('a whole number', 1);
  const entries = reader
    .member('examples')
    .items()
    .map((item) => readEntry(item, signatures));
  const name = reader.member('embedder').optionalText() ?? DEFAULT;
  if (embedder === undefined && name !== DEFAULT) {
    warn(
      'DSPEX_EMBEDDER',
      `The nearest examples were chosen with ${name}; without the option embedder of load, ${DEFAULT} chooses them.`,
    );
  }
  return new NearestDemos({ k, entries, ...(embedder === undefined ? {} : { embedder }) });
}

function readEntry(item: StateReader, signatures: Signatures): NearestEntry {
  const text = item.member('text').text();
  const written = item.member('demos').object();
  const demos: NearestEntry['demos'] = {};
  for (const [path, json] of Object.entries(written)) {
    const signature = signatures.get(path);
    const reader = item.member('demos').member(path);
    if (signature === undefined) reader.refuse('demonstrations of a predictor of the program', undefined);
    else setMember(demos, path, demoFromJson(signature, reader.object() ?? json));
  }
  return { text, demos };
}
