import type { Adapter, AdapterSignature } from '../adapter';
import { AdapterParseError } from '../adapter-parse-error';
import type { FieldDelta, FieldStream } from './field-delta';

/**
 * The deltas of a stream, checked against the adapter's own reading of the whole reply when it has come: what the stream could
 * not foresee is put right by a delta with `restart`. Each field ends with its value.
 */
export class CheckedStream implements FieldStream {
  readonly #reader: Pick<Adapter, 'read'>;
  readonly #signature: AdapterSignature;
  readonly #stream: FieldStream;
  readonly #reply: string[] = [];
  readonly #given = new Map<string, string[]>();

  constructor(reader: Pick<Adapter, 'read'>, signature: AdapterSignature, stream: FieldStream) {
    this.#reader = reader;
    this.#signature = signature;
    this.#stream = stream;
  }

  push(text: string): FieldDelta[] {
    this.#reply.push(text);
    return this.#note(this.#stream.push(text));
  }

  end(): FieldDelta[] {
    const deltas = this.#note(this.#stream.end());
    const values = this.#values();
    if (values === undefined) return deltas;
    for (const { name, type } of this.#signature.outputFields) {
      if (!Object.hasOwn(values, name)) continue;
      const value = values[name];
      const text = type.kind === 'string' && typeof value === 'string' ? value : undefined;
      deltas.push({ field: name, ...this.#remainder(name, text), value, isLast: true });
    }
    return deltas;
  }

  #note(deltas: FieldDelta[]): FieldDelta[] {
    for (const { field, delta } of deltas) {
      const given = this.#given.get(field);
      if (given === undefined) this.#given.set(field, [delta]);
      else given.push(delta);
    }
    return deltas;
  }

  /** What is still to be said of a text, or all of it when something else was said. */
  #remainder(name: string, text: string | undefined): Pick<FieldDelta, 'delta' | 'restart'> {
    const given = this.#given.get(name)?.join('') ?? '';
    if (text === undefined || text === given) return { delta: '' };
    return text.startsWith(given) ? { delta: text.slice(given.length) } : { delta: text, restart: true };
  }

  /** Undefined for a reply that cannot be read: whoever asked for it is told so. */
  #values(): Readonly<Record<string, unknown>> | undefined {
    try {
      return this.#reader.read(this.#signature, this.#reply.join('')).values;
    } catch (error) {
      if (error instanceof AdapterParseError) return undefined;
      throw error;
    }
  }
}

/** For a format that can be read only as a whole: says nothing before the end. */
export const SILENT: FieldStream = Object.freeze({ push: () => [], end: () => [] });
