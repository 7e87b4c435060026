import type { StandardSchema } from '../decorators';
import type { JsonSchema } from '../types';

/** As much of a Standard Schema, and of its JSON Schema companion, as is read here. */
interface StandardProperties {
  readonly validate: (value: unknown) => unknown;
  readonly jsonSchema?: {
    readonly input?: (options: { readonly target: string }) => JsonSchema;
    readonly output?: (options: { readonly target: string }) => JsonSchema;
  };
}

interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[];
}

/** Whether the value is a Standard Schema: an object, or a function, with `~standard`. */
export function isStandardSchema(value: unknown): value is StandardSchema {
  const isHolder = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return isHolder && '~standard' in value;
}

/** The JSON Schema of what goes into a Standard Schema, if it can say so. */
export function jsonSchemaOf(schema: StandardSchema): JsonSchema | undefined {
  const { jsonSchema } = schema['~standard'] as unknown as StandardProperties;
  return (jsonSchema?.input ?? jsonSchema?.output)?.({ target: 'draft-2020-12' });
}

/** What a Standard Schema makes of a value: the value it stands for, or what is wrong with it. */
export async function checkStandard(
  schema: StandardSchema,
  value: unknown,
): Promise<{ readonly value: unknown } | { readonly issues: readonly string[] }> {
  const outcome = (await schema['~standard'].validate(value)) as {
    readonly value?: unknown;
    readonly issues?: readonly StandardIssue[];
  };
  if (outcome.issues === undefined) return { value: outcome.value };
  return { issues: outcome.issues.map(({ message, path = [] }) => `${pathOf(path)}: ${message}`) };
}

function pathOf(path: NonNullable<StandardIssue['path']>): string {
  const steps = path.map((step) => (typeof step === 'object' ? step.key : step));
  const text = steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return text === '' ? 'the arguments' : text.replace(/^\./, '');
}
