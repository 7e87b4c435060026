import type { AdapterSignature, ReadReply } from '../adapter';
import { AdapterParseError } from '../adapter-parse-error';
import type { ParseIssue } from '../parsing/parse-issue';
import type { Repair } from '../parsing/repair';
import { absentField } from '../read-field';
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
  const values: Record<string, unknown> = {};
  const repairs: Repair[] = [];
  const issues: ParseIssue[] = [];
  for (const field of signature.outputFields) {
    const section = sections.get(field.name);
    const read = section === undefined ? absentField(field) : readXmlField(field, section, all);
    if ('issue' in read) issues.push(read.issue);
    else if (read.value !== undefined) {
      values[field.name] = read.value;
      repairs.push(...read.repairs);
    }
  }
  if (issues.length > 0) throw new AdapterParseError({ adapter, signature: signature.name, text, issues });
  return { values, repairs };
}
