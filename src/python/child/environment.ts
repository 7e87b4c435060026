import { redactorOf, type Redact } from '../../lm';

const SECRET_NAME = /(?:key|token|secret|passw(?:or)?d|passphrase|credentials?|auth|cookie)(?:$|_)/i;
const HOLDS_PASSWORD = /:\/\/[^/\s@:]*:([^/\s@]+)@/;
/** Shorter values are found in words. */
const SHORTEST = 6;

/** The variables that Python is begun with: those of this process, and others over them. */
export function environmentOf(over: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const all = Object.entries({ ...process.env, ...over });
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Strikes out what these variables keep secret: by their names, and passwords in addresses. */
export function redactorFor(environment: Readonly<Record<string, string>>): Redact {
  const secrets = Object.entries(environment).flatMap(([name, value]) => {
    const password = HOLDS_PASSWORD.exec(value)?.[1];
    return [...(SECRET_NAME.test(name) ? [value] : []), ...(password === undefined ? [] : [password])];
  });
  return redactorOf(secrets.filter(({ length }) => length >= SHORTEST));
}
