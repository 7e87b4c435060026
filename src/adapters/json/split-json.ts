import type { Field } from '../../signatures';
import type { AdapterSignature } from '../adapter';
import type { FieldDelta, FieldStream } from '../streaming/field-delta';
import { FieldWriter } from '../streaming/field-writer';
import { readPartialJson } from '../streaming/read-partial-json';
import type { TextRules } from '../streaming/text-rules';
import { JsonScanner, type JsonSink } from './json-scanner';

/** JSON that is no string: outer spaces mean nothing, and nothing is escaped against the format. */
const RAW: TextRules = { restored: (text) => text, openEnd: /(?!)/, meaning: (text) => text, held: [] };

/** Cuts a reply of one JSON object into its fields: text as it means, anything else as JSON with the value so far. */
export class JsonSplitter implements FieldStream {
  readonly #scanner: JsonScanner;
  #deltas: FieldDelta[] = [];

  constructor(signature: AdapterSignature) {
    this.#scanner = new JsonScanner(this.#sinkFor(signature));
  }

  push(text: string): FieldDelta[] {
    this.#scanner.push(text);
    return this.#take();
  }

  end(): FieldDelta[] {
    return this.#take();
  }

  #take(): FieldDelta[] {
    const deltas = this.#deltas;
    this.#deltas = [];
    return deltas;
  }

  #sinkFor({ outputFields }: AdapterSignature): JsonSink {
    const seen = new Set<string>();
    let field: Field | undefined;
    let raw: FieldWriter | undefined;
    return {
      begin: (key, isText) => {
        const found = outputFields.find(({ name }) => name === key);
        // A text that is no string, and a member that is there twice, are for the reading of the whole.
        const isReadable = found !== undefined && !seen.has(key) && (found.type.kind !== 'string' || isText);
        seen.add(key);
        field = isReadable ? found : undefined;
        const isPlain = found?.type.kind === 'string';
        raw =
          field === undefined || isPlain || isText ? undefined : new FieldWriter(field, RAW, readPartialJson);
      },
      piece: (text) => {
        if (field === undefined) return;
        this.#deltas.push(...(raw?.push(text) ?? [{ field: field.name, delta: text }]));
      },
      finish: () => {
        this.#deltas.push(...(raw?.end() ?? []));
        field = undefined;
      },
    };
  }
}
