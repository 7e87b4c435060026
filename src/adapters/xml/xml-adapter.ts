import type { AdapterOptions } from '../cut-text';
import { FormAdapter, type AdapterForm } from '../form-adapter';
import { PromptWriter } from '../prompt-writer';
import { XML_LAYOUT } from './format-xml';
import { readXml } from './parse-xml';
import { XmlSplitter } from './split-xml';

const FORM: AdapterForm = Object.freeze({
  name: 'xml',
  layout: XML_LAYOUT,
  writer: new PromptWriter(XML_LAYOUT),
  read: readXml,
  split: (signature) => new XmlSplitter(signature),
} satisfies AdapterForm);

/**
 * Each field in a tag of its own, `<name>…</name>`; lists and classes in tags inside. Text stands as it is, without escapes:
 * code and mark-up need no care from the model. `<name/>` is null, `<name></name>` the empty text or the empty list.
 *
 * @remarks DSPy's `XMLAdapter`, in the layout of its version 3.5: the same idea, other words, and text of users that cannot
 * pass for a tag.
 */
export class XMLAdapter extends FormAdapter {
  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: AdapterOptions = {}) {
    super(FORM, options, 'new XMLAdapter(...)');
  }
}
