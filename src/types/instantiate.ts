import { PROTOTYPE_KEYS } from '../util';
import type { Constructor, ObjectType } from './field-type';

interface Transformer {
  plainToInstance(construct: Constructor, plain: object, options: object): object;
}

/**
 * An instance of the type's class with these members, `@Transform`, `@Expose` and `@Exclude` of class-transformer
 * honoured; a plain object where there is no class.
 */
export function instantiate(type: ObjectType, members: Readonly<Record<string, unknown>>): object {
  const safe = Object.fromEntries(Object.entries(members).filter(([key]) => !PROTOTYPE_KEYS.has(key)));
  const { construct } = type;
  if (construct === undefined) return safe;
  const instance = transformer().plainToInstance(construct, withoutRevived(safe), {
    ignoreDecorators: false,
  });
  for (const [key, value] of Object.entries(safe)) {
    if (isRevived(value)) (instance as Record<string, unknown>)[key] = value;
  }
  return instance;
}

/** Members that are already what they should be are set as they are: class-transformer would rebuild them. */
function withoutRevived(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => !isRevived(value)));
}

function isRevived(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** Loaded at the first instance, so that importing the library loads no vendor package. */
function transformer(): Transformer {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- values are revived synchronously
  return require('class-transformer') as Transformer;
}
