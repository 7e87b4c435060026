import type { LmCapabilities, LmOutput, LmSettings } from '../lm';
import { SignatureDescription, type Field } from '../signatures';
import type { AdapterSignature, AdapterValues } from './adapter';

type Native = Field & { readonly type: { readonly kind: 'custom' } };

/** What the model can do in this call: one that is told not to reason has no thoughts to give. */
export function capabilitiesFor(
  capabilities: LmCapabilities,
  settings: LmSettings | undefined,
): LmCapabilities {
  const isOff = settings?.reasoningEffort === 'none' && capabilities.reasoning === true;
  return isOff ? { ...capabilities, reasoning: false } : capabilities;
}

/** The outputs that the model gives beside its text, so that they are not asked for in words. */
function nativeFields(
  { outputFields }: AdapterSignature,
  capabilities: LmCapabilities | undefined,
): readonly Native[] {
  if (capabilities?.reasoning !== true && capabilities?.citations !== true) return [];
  const found = outputFields.filter((field): field is Native => {
    const native = field.type.kind === 'custom' ? field.type.type.native : undefined;
    return native !== undefined && capabilities[native.capability] === true;
  });
  // A reply needs some text to be asked for.
  return found.length === outputFields.length ? found.slice(0, -1) : found;
}

const textual = new WeakMap<AdapterSignature, Map<string, AdapterSignature>>();

/** The signature without the outputs that come beside the text; the same signature where there are none. */
export function textualSignature(
  signature: AdapterSignature,
  capabilities: LmCapabilities | undefined,
): AdapterSignature {
  const natives = nativeFields(signature, capabilities);
  if (natives.length === 0) return signature;
  let known = textual.get(signature);
  if (known === undefined) textual.set(signature, (known = new Map()));
  const key = natives.map(({ name }) => name).join(' ');
  let rest = known.get(key);
  if (rest === undefined) {
    const { name, fields } = signature;
    // The default sentence names the fields, so it follows them.
    const isDefault = 'hasDefaultInstructions' in signature && signature.hasDefaultInstructions === true;
    const instructions = isDefault ? undefined : signature.instructions;
    rest = new SignatureDescription({
      name,
      ...(instructions === undefined ? {} : { instructions }),
      fields: fields.filter((field) => !natives.includes(field as Native)),
    });
    known.set(key, rest);
  }
  return rest;
}

/** The values of a reply with those that came beside its text, in the signature's order. */
export function withNativeValues(
  signature: AdapterSignature,
  capabilities: LmCapabilities,
  { values, output }: { readonly values: AdapterValues; readonly output: LmOutput },
): AdapterValues {
  const natives = nativeFields(signature, capabilities);
  if (natives.length === 0) return values;
  const all: Record<string, unknown> = {};
  for (const { name, type } of signature.outputFields) {
    const isNative = natives.some((field) => field.name === name);
    if (isNative && type.kind === 'custom') all[name] = type.type.native?.fromReply(output);
    else if (values[name] !== undefined) all[name] = values[name];
  }
  return all;
}

/** What the route of a reply says of them, such as `native-reasoning`. */
export function nativeRoutes(signature: AdapterSignature, capabilities: LmCapabilities): readonly string[] {
  return nativeFields(signature, capabilities).flatMap(({ type }) =>
    type.kind === 'custom' && type.type.native !== undefined ? [`native-${type.type.native.capability}`] : [],
  );
}
