import { type Field, printType, type SignatureDescription } from '../../signatures';
import type { StateReader } from './state-reader';

/** What a state says about a signature. */
interface SavedSignature {
  readonly instructions: string;
  readonly fields: readonly SavedField[];
}

/** Name, role and type are there in files of ours, not in DSPy's. */
interface SavedField {
  readonly prefix: string;
  readonly description: string;
  readonly name?: string;
  readonly role?: string;
  readonly type?: string;
}

/** A signature with what was saved, and the difference of the fields if they are not the same. */
export interface LoadedSignature {
  readonly signature: SignatureDescription;
  readonly drift?: string;
}

/** Puts saved instructions, prefixes and descriptions on the program's signature. Nothing is changed in place. */
export function readSignature(reader: StateReader, signature: SignatureDescription): LoadedSignature {
  const saved = savedSignature(reader);
  const fields = [...signature.inputFields, ...signature.outputFields];
  let loaded = signature;
  for (const [field, { prefix, description }] of pairs(fields, saved.fields)) {
    if (field.prefix !== prefix || field.desc !== description) {
      loaded = loaded.withUpdatedField(field.name, { prefix, desc: description }) as SignatureDescription;
    }
  }
  if (loaded.instructions !== saved.instructions) loaded = loaded.withInstructions(saved.instructions);
  return { signature: loaded, drift: driftOf(fields, saved.fields) };
}

function savedSignature(reader: StateReader): SavedSignature {
  reader.object();
  const fields = reader.member('fields');
  if (!Array.isArray(fields.value)) fields.refuse('a list', []);
  return {
    instructions: reader.member('instructions').text(),
    fields: fields.items().map((field) => {
      field.object();
      return {
        prefix: field.member('prefix').text(),
        description: field.member('description').text(),
        name: field.member('name').optionalText(),
        role: field.member('role').optionalText(),
        type: field.member('type').optionalText(),
      };
    }),
  };
}

/** By name where all have one, by place otherwise. */
function pairs(fields: readonly Field[], saved: readonly SavedField[]): (readonly [Field, SavedField])[] {
  const byName = saved.every(({ name }) => name !== undefined);
  return fields.flatMap((field, index) => {
    const entry = byName ? saved.find(({ name }) => name === field.name) : saved[index];
    return entry === undefined ? [] : [[field, entry] as const];
  });
}

/** The lists of fields one below the other where they differ, `-` saved, `+` in the program. */
function driftOf(fields: readonly Field[], saved: readonly SavedField[]): string | undefined {
  const named = saved.every(({ name }) => name !== undefined);
  const before = saved.map((field) => (named ? lineOf(field) : `${field.prefix} ${field.description}`));
  const now = fields.map((field) => (named ? lineOf(savedFormOf(field)) : `${field.prefix} ${field.desc}`));
  const isSame = named
    ? before.length === now.length && before.every((line) => now.includes(line))
    : before.length === now.length;
  if (isSame) return undefined;
  const kept = named ? new Set(before.filter((line) => now.includes(line))) : new Set<string>();
  return [
    ...before.filter((line) => kept.has(line)).map((line) => `    ${line}`),
    ...before.filter((line) => !kept.has(line)).map((line) => `  - ${line}`),
    ...now.filter((line) => !kept.has(line)).map((line) => `  + ${line}`),
  ].join('\n');
}

function savedFormOf({ prefix, desc, name, role, type }: Field): SavedField {
  return { prefix, description: desc, name, role, type: printType(type) };
}

function lineOf({ name = '', role = '', type = '' }: SavedField): string {
  return `${role} ${name}: ${type}`.trim();
}
