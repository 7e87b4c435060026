import type { AdapterOptions } from '../cut-text';
import { JSON_LAYOUT } from './format-json';
import { JsonFormAdapter, jsonFormOf } from './json-form-adapter';

const FORM = jsonFormOf('json', JSON_LAYOUT);

/**
 * The reply is one JSON object. Where the model can be held to a schema, it is; where the provider refuses the schema, to
 * JSON; where it refuses that too, it is asked in words. Each step down is in the prediction's `fallbacks`, the way taken is
 * its `route`: `json/schema`, `json/mode` or `json/text`. What a model refused is not tried again.
 *
 * @remarks DSPy's `JSONAdapter`. There a refused schema is an error, and a reply that cannot be read is asked for again in
 * silence; here it is a correction turn that is seen.
 */
export class JSONAdapter extends JsonFormAdapter {
  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: AdapterOptions = {}) {
    super(FORM, options, 'new JSONAdapter(...)');
  }
}
