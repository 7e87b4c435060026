import type { AdapterSignature, ReadReply } from '../adapter';
import type { Field } from '../../signatures';
import { readField } from '../read-field';
import { readSections } from '../read-sections';
import { findMarkers, restored } from '../markers';
import { unquotedText } from '../unquoted-text';

const names = new WeakMap<AdapterSignature, ReadonlySet<string>>();

/**
 * Reads a reply in the marker format: a section runs from its marker to the next marker of an output, or to the end. Markers
 * may stand anywhere in a line, in bold, with other spacing; of one that is repeated the first counts. Text before the first
 * marker is passed over.
 *
 * @throws {@link AdapterParseError} naming each output at fault.
 */
export function readChat(adapter: string, signature: AdapterSignature, text: string): ReadReply {
  const sections = sectionsOf(signature, text);
  return readSections({ adapter, signature, text, sections }, (field, section) =>
    readField(field, textIn(field, section)),
  );
}

function sectionsOf(signature: AdapterSignature, text: string): Map<string, string> {
  const markers = findMarkers(text, wantedNames(signature));
  const sections = new Map<string, string>();
  markers.forEach(({ name, end }, index) => {
    if (!sections.has(name))
      sections.set(name, text.slice(end, markers[index + 1]?.start ?? text.length).trim());
  });
  return sections;
}

function wantedNames(signature: AdapterSignature): ReadonlySet<string> {
  let wanted = names.get(signature);
  if (wanted === undefined) {
    wanted = new Set([...signature.outputFields.map(({ name }) => name), 'completed']);
    names.set(signature, wanted);
  }
  return wanted;
}

function textIn({ type }: Field, section: string): string {
  const text = restored(section);
  return type.kind === 'string' ? (unquotedText(text) ?? text) : text;
}
