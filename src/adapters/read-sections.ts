import type { Field } from '../signatures';
import type { AdapterSignature, ReadReply } from './adapter';
import { AdapterParseError } from './adapter-parse-error';
import type { ParseIssue } from './parsing/parse-issue';
import type { Repair } from './parsing/repair';
import { absentField, type FieldRead } from './read-field';

/** A reply, and the adapter that reads it. */
export interface SectionedReply<Section> {
  readonly adapter: string;
  readonly signature: AdapterSignature;
  readonly text: string;
  /** What stands for each output that the reply has. */
  readonly sections: ReadonlyMap<string, Section>;
}

/**
 * The outputs of a reply that was cut into sections, one an output.
 *
 * @param read reads an output out of its section.
 * @throws {@link AdapterParseError} naming each output at fault.
 */
export function readSections<Section>(
  { adapter, signature, text, sections }: SectionedReply<Section>,
  read: (field: Field, section: Section) => FieldRead,
): ReadReply {
  const values: Record<string, unknown> = {};
  const repairs: Repair[] = [];
  const issues: ParseIssue[] = [];
  for (const field of signature.outputFields) {
    const section = sections.get(field.name);
    const found = section === undefined ? absentField(field) : read(field, section);
    if ('issue' in found) issues.push(found.issue);
    else if (found.value !== undefined) {
      values[field.name] = found.value;
      repairs.push(...found.repairs);
    }
  }
  if (issues.length > 0) throw new AdapterParseError({ adapter, signature: signature.name, text, issues });
  return { values, repairs };
}
