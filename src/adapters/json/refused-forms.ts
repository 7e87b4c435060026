import type { LanguageModel } from '../../lm';
import type { AdapterSignature } from '../adapter';
import type { JsonForm } from './json-form';

/** What is known of one model. */
interface Refusals {
  /** Signatures whose schema it refused; a schema may be at fault where another is taken. */
  readonly signatures: WeakSet<AdapterSignature>;
  /** How many those are. */
  count: number;
  /** Forms it refuses for any signature. */
  readonly forms: Set<JsonForm>;
}

/** A model that refused the schemas of this many signatures is not asked with a schema again. */
const ENOUGH = 2;
const MOST_MODELS = 1000;

/** Which forms of request which models refused, so that nobody asks twice. By model and server, as caches are. */
export class RefusedForms {
  readonly #models = new Map<string, Refusals>();

  /** Whether the model refused the form, for this signature or for any. */
  has(lm: LanguageModel, signature: AdapterSignature, form: JsonForm): boolean {
    const known = this.#models.get(keyOf(lm));
    if (known === undefined) return false;
    return known.forms.has(form) || (form === 'schema' && known.signatures.has(signature));
  }

  /** Remembers that the model refused these forms and took a plainer one. */
  add(lm: LanguageModel, signature: AdapterSignature, forms: readonly JsonForm[]): void {
    const key = keyOf(lm);
    let known = this.#models.get(key);
    if (known === undefined) {
      if (this.#models.size >= MOST_MODELS) this.#models.clear();
      this.#models.set(key, (known = { signatures: new WeakSet(), count: 0, forms: new Set() }));
    }
    for (const form of forms) {
      if (form !== 'schema') known.forms.add(form);
      else if (!known.signatures.has(signature)) {
        known.signatures.add(signature);
        known.count++;
        if (known.count >= ENOUGH) known.forms.add(form);
      }
    }
  }
}

function keyOf({ provider, model, endpoint }: LanguageModel): string {
  return JSON.stringify([provider, model, endpoint]);
}
