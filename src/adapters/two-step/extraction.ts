import { createField, SignatureDescription } from '../../signatures';
import type { AdapterSignature } from '../adapter';

/** The input of the second step: what the first model wrote. A name no output can have by accident. */
const WRITTEN = 'writtenText';

const known = new WeakMap<AdapterSignature, AdapterSignature>();

/** The task of the second step: the same outputs, out of a text. */
export function extractionOf(signature: AdapterSignature): AdapterSignature {
  let extraction = known.get(signature);
  if (extraction === undefined) {
    const taken = new Set(signature.outputFields.map(({ name }) => name));
    let name = WRITTEN;
    while (taken.has(name)) name += '_';
    extraction = SignatureDescription.create({
      name: signature.name,
      instructions: `Take the values out of the text as they are stated there. Add nothing of your own.`,
      fields: [
        createField(name, { role: 'input', desc: 'the reply to a task, in free words' }),
        ...signature.outputFields,
      ],
    });
    known.set(signature, extraction);
  }
  return extraction;
}
