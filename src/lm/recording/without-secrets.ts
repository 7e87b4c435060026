import { isPlainObject } from '../../util';
import { redactorOf } from '../providers/shared/redact';

const SECRET_NAME = /authorization|api[-_]?key|access[-_]?key|token$|secret|password|cookie|credential/i;
const redactShapes = redactorOf([]);

/** A copy of a plain value with everything taken out that is called or looks like a key. */
export function withoutSecrets<Value>(
  value: Value,
  redact: (text: string) => string = (text) => text,
): Value {
  const clean = (member: unknown): unknown => {
    if (typeof member === 'string') return redact(redactShapes(member));
    if (Array.isArray(member)) return member.map(clean);
    if (!isPlainObject(member)) return member;
    return Object.fromEntries(
      Object.entries(member).map(([name, inner]) => [
        name,
        typeof inner === 'string' && SECRET_NAME.test(name) ? '[redacted]' : clean(inner),
      ]),
    );
  };
  return clean(value) as Value;
}
