import { acceptsNull } from '../../types';
import type { AdapterSignature } from '../adapter';
import { tagsOf, type Tags } from './tags';
import { tagNamesIn } from './xml-shape';

/** The tags of a signature. */
export interface SignatureTags {
  /** Those that open an output at the top of a reply. */
  readonly outputs: Tags;
  /** Every tag of a field or inside of an output: no text may hold one of them. */
  readonly all: Tags;
  /** Whether some output, or a part of one, may be null. */
  readonly hasNull: boolean;
}

const known = new WeakMap<AdapterSignature, SignatureTags>();

/** The tags of a signature, made once. */
export function signatureTags(signature: AdapterSignature): SignatureTags {
  let tags = known.get(signature);
  if (tags === undefined) {
    const { fields, outputFields } = signature;
    const inner = outputFields.flatMap(({ type }) => [...tagNamesIn(type)]);
    tags = {
      outputs: tagsOf(outputFields.map(({ name }) => name)),
      all: tagsOf([...fields.map(({ name }) => name), ...inner]),
      hasNull: outputFields.some(({ type }) => acceptsNull(type)),
    };
    known.set(signature, tags);
  }
  return tags;
}
