import type { AdapterSignature, ReadReply } from '../adapter';
import { readSections } from '../read-sections';
import { findSections } from './find-sections';
import { readXmlField } from './read-xml';
import { signatureTags } from './signature-tags';

/**
 * Reads a reply whose outputs stand in tags. Text outside of them is passed over.
 *
 * @throws {@link AdapterParseError} naming each output at fault.
 */
export function readXml(adapter: string, signature: AdapterSignature, text: string): ReadReply {
  const { outputs, all } = signatureTags(signature);
  const sections = findSections(text, outputs);
  return readSections({ adapter, signature, text, sections }, (field, section) =>
    readXmlField(field, section, all),
  );
}
