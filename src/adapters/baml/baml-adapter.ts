import { isDescribed } from '../../signatures';
import type { AdapterOptions } from '../cut-text';
import { jsonLayout } from '../json/format-json';
import { JsonFormAdapter, jsonFormOf } from '../json/json-form-adapter';
import { objectNotation } from './type-notation';

const LAYOUT = jsonLayout(({ outputFields }) => {
  const members = outputFields.map(({ desc, ...field }) =>
    isDescribed({ desc, ...field }) ? { desc, ...field } : field,
  );
  return [`You reply with one JSON object of this type:\n\n${objectNotation(members)}`];
});

const FORM = jsonFormOf('baml', LAYOUT);

/**
 * Like {@link JSONAdapter}, with the outputs shown as one type in a compact notation: for deeply nested outputs, which read
 * better as a whole and take fewer tokens than a JSON Schema.
 *
 * @remarks DSPy's `BAMLAdapter`, after the notation that BAML made known. Recursive types are written too, and the prompt asks
 * for one thing only: an object.
 */
export class BAMLAdapter extends JsonFormAdapter {
  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: AdapterOptions = {}) {
    super(FORM, options, 'new BAMLAdapter(...)');
  }
}
