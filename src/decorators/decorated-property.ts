import { type AnyClass, deferToClass, type LateAction, type MetadataObject, metadataOf } from '../metadata';
import { DecoratorUsageError } from './decorator-errors';

/** Decorates a property, in the legacy dialect and in the standard one. */
export interface FieldDecorator {
  (target: object, property: string | symbol): void;
  (target: undefined, context: ClassFieldDecoratorContext): void;
}

/** A property under decoration, whatever the dialect. */
export interface DecoratedProperty {
  readonly name: string;
  /** The decorator and the property, for errors, such as `@InputField on Ticket.text`. */
  readonly where: string;
  readonly metadata: MetadataObject;
  /** Does something to the class's prototype as soon as there is one. */
  readonly atClass: (action: LateAction) => void;
}

/**
 * Makes a property decorator that works in both dialects.
 *
 * @param decorator its name, for errors.
 * @param record what it does; it should do no more than take notes.
 * @throws {@link DecoratorUsageError} from the decorator, on anything but a public instance property.
 */
export function propertyDecorator(
  decorator: string,
  record: (property: DecoratedProperty) => void,
): FieldDecorator {
  return (...received: readonly unknown[]): void => {
    const [target, key, descriptor] = received;
    record(
      isStandardContext(key)
        ? standardProperty(decorator, key)
        : legacyProperty(decorator, target, { key, descriptor }),
    );
  };
}

interface StandardContext {
  readonly kind: string;
  readonly name: string | symbol;
  readonly static?: boolean;
  readonly private?: boolean;
  readonly metadata?: MetadataObject;
}

function isStandardContext(value: unknown): value is StandardContext {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function standardProperty(decorator: string, context: StandardContext): DecoratedProperty {
  const where = `@${decorator} on "${String(context.name)}"`;
  if (context.kind !== 'field') throw misplaced(where, `stands on a ${context.kind}`);
  if (context.static === true) throw misplaced(where, 'stands on a static property');
  if (context.private === true) throw misplaced(where, 'stands on a private property');
  const { metadata } = context;
  if (metadata === undefined) {
    throw new DecoratorUsageError(
      where,
      'received no metadata object: the compiler follows an old draft of standard decorators',
      'compile with TypeScript 5.2 or later, swc with decoratorVersion 2022-03 or later, or set experimentalDecorators.',
    );
  }
  return {
    name: textName(where, context.name),
    where,
    metadata,
    atClass: (action) => deferToClass(metadata, action),
  };
}

function legacyProperty(
  decorator: string,
  target: unknown,
  { key, descriptor }: { readonly key: unknown; readonly descriptor: unknown },
): DecoratedProperty {
  if (typeof target === 'function' && key === undefined) {
    throw misplaced(`@${decorator} on ${target.name}`, 'stands on a class');
  }
  if (typeof target === 'function') {
    throw misplaced(`@${decorator} on ${target.name}.${String(key)}`, 'stands on a static property');
  }
  if (typeof target !== 'object' || target === null) {
    throw new DecoratorUsageError(
      `@${decorator}`,
      'was not called by a compiler as a decorator',
      `write \`@${decorator}(…) property!: Type;\` in a class.`,
    );
  }
  const constructor = target.constructor as unknown as AnyClass;
  const where = `@${decorator} on ${constructor.name}.${String(key)}`;
  if (isMember(descriptor)) throw misplaced(where, 'stands on a method or an accessor');
  return {
    name: textName(where, key),
    where,
    metadata: metadataOf(constructor),
    atClass: (action) => action(target),
  };
}

/** Babel hands over a descriptor for plain properties too, but one without a function in it. */
function isMember(descriptor: unknown): boolean {
  if (typeof descriptor === 'number') return true;
  if (typeof descriptor !== 'object' || descriptor === null) return false;
  const { value, get, set } = descriptor as PropertyDescriptor;
  return typeof value === 'function' || get !== undefined || set !== undefined;
}

function textName(where: string, key: unknown): string {
  if (typeof key === 'string') return key;
  throw misplaced(where, 'stands on a property named by a symbol');
}

function misplaced(where: string, found: string): DecoratorUsageError {
  return new DecoratorUsageError(
    where,
    found,
    'move it to a public instance property, e.g. `answer!: string`.',
  );
}
