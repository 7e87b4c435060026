import 'reflect-metadata';
import { DecoratorUsageError } from '../decorators';
import { type AnyClass, metadataOf, type MetadataObject, toolRecordsOf, writeToolRecord } from '../metadata';
import { ToolBase, type ToolFunction } from './tool-base';
import { assertToolOptions, type ToolOptions } from './tool-options';

/** Decorates a method, in the legacy dialect and in the standard one. */
export interface ToolDecorator {
  (target: object, method: string | symbol, descriptor: PropertyDescriptor): void;
  (method: (...args: never[]) => unknown, context: ClassMethodDecoratorContext): void;
}

/** What `@Tool(options)` is. */
export function recordTool(given: ToolOptions | string): ToolDecorator {
  const options = typeof given === 'string' ? { description: given } : given;
  return (...received: readonly unknown[]): void => {
    const { method, metadata, parameter } = placeOf(received);
    assertToolOptions(options, `@Tool on "${method}"`);
    writeToolRecord(metadata, { method, options, ...(parameter === undefined ? {} : { parameter }) });
  };
}

/**
 * The tools of an object whose class has methods with `@Tool`. Called, a tool runs the method on this object.
 *
 * @throws {@link DecoratorUsageError} for an object without any.
 */
export function toolsOf(instance: object): ToolBase[] {
  const records = toolRecordsOf(instance.constructor as AnyClass);
  if (records.length === 0) {
    throw new DecoratorUsageError(
      `toolsOf(${instance.constructor.name})`,
      'finds no method with @Tool',
      'decorate one: `@Tool("What it does.")`.',
    );
  }
  return records.map(({ method, options, parameter }) => {
    const call: ToolFunction<Record<string, unknown>, unknown> = (args, context) =>
      (instance as Record<string, ToolFunction<object, unknown>>)[method]?.(args, context);
    return new ToolBase(call, { name: method, ...parametersFrom(parameter), ...options });
  });
}

function parametersFrom(parameter: unknown): Pick<ToolOptions, 'parameters'> {
  const isClass = typeof parameter === 'function' && parameter !== Object;
  return isClass ? { parameters: parameter as unknown as AnyClass } : {};
}

interface Place {
  readonly method: string;
  readonly metadata: MetadataObject;
  readonly parameter?: unknown;
}

function placeOf(received: readonly unknown[]): Place {
  const [target, key, descriptor] = received;
  if (typeof key === 'object' && key !== null && 'kind' in key)
    return standardPlace(key as ClassMethodDecoratorContext);
  const isMethod = typeof (descriptor as PropertyDescriptor | undefined)?.value === 'function';
  if (typeof target !== 'object' || target === null || typeof key !== 'string' || !isMethod) {
    throw misplaced(`@Tool on ${String(key ?? (target as { readonly name?: string }).name)}`);
  }
  const [parameter] = (Reflect.getMetadata('design:paramtypes', target, key) ?? []) as readonly unknown[];
  return { method: key, metadata: metadataOf(target.constructor as unknown as AnyClass), parameter };
}

function standardPlace({
  kind,
  name,
  metadata,
  static: isStatic,
  private: isPrivate,
}: ClassMethodDecoratorContext): Place {
  if (kind !== 'method' || isStatic || isPrivate || typeof name !== 'string')
    throw misplaced(`@Tool on "${String(name)}"`);
  return { method: name, metadata: metadata as MetadataObject };
}

function misplaced(where: string): DecoratorUsageError {
  return new DecoratorUsageError(
    where,
    'stands on something else than a public method',
    'write `@Tool("What it does.") search(args: { query: string }) { … }` in a class.',
  );
}
