import type { SignatureDescription } from '../../signatures';
import { type FieldType, revive, toJson } from '../../types';
import { deepFreeze, isPlainObject } from '../../util';
import type { Demo } from '../any-predict';
import { copyJson, setMember, toPlainJson } from './state-json';

/** JSON that demonstrations were read from, so that what nobody changed is written as it was. */
const sources = new WeakMap<object, unknown>();

/** A demonstration as JSON; integers that a number cannot hold stay bigints. */
export function demoToJson(signature: SignatureDescription, demo: Demo, path: string): unknown {
  const source = sources.get(demo);
  if (source !== undefined) return copyJson(source, path);
  const json: Record<string, unknown> = {};
  for (const name of Object.keys(demo)) {
    const value = demo[name];
    if (value === undefined) continue;
    setMember(json, name, valueToJson(signature.field(name)?.type, value, `${path}.${name}`));
  }
  return json;
}

/**
 * A frozen demonstration out of JSON, with values of the fields' types: a `Date` for a date, an instance for a nested
 * class. What is no value of its field's type stays as it is.
 */
export function demoFromJson(signature: SignatureDescription, json: Readonly<Record<string, unknown>>): Demo {
  const demo: Record<string, unknown> = {};
  for (const name of Object.keys(json)) {
    const type = signature.field(name)?.type;
    const value = copyJson(json[name], name);
    setMember(demo, name, type === undefined ? value : valueFromJson(type, value));
  }
  deepFreeze(demo);
  sources.set(demo, copyJson(json, 'demo'));
  return demo;
}

function valueFromJson(type: FieldType, json: unknown): unknown {
  if (json === null || holdsBigint(json)) return json;
  try {
    return revive(type, json);
  } catch {
    // DSPy saves demonstrations without looking at types; a prompt shows such a value as it stands.
    return json;
  }
}

function valueToJson(type: FieldType | undefined, value: unknown, path: string): unknown {
  if (type === undefined || value === null || holdsBigint(value)) return toPlainJson(value, path);
  try {
    return toPlainJson(toJson(type, value), path);
  } catch {
    return toPlainJson(value, path);
  }
}

function holdsBigint(value: unknown): boolean {
  if (typeof value === 'bigint') return true;
  if (Array.isArray(value)) return value.some(holdsBigint);
  return isPlainObject(value) && Object.values(value).some(holdsBigint);
}
