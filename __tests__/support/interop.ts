import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AnyPredict, ChainOfThought, Module, Predict } from '../../src/modules';
import { parseJson } from '../../src/saving';
import { createField, type Field, parseSignature, SignatureDescription } from '../../src/signatures';
import { type EnumChoice, type FieldType, History, Image, type Property } from '../../src/types';
import { Holder } from './modules';

/** One program saved by Python DSPy, and what a reader has to find in it. */
export interface InteropCase {
  readonly name: string;
  readonly state: object;
  readonly program: ProgramNode;
  readonly expect: Expectation;
}

/** What is in a saved file. */
export interface Expectation {
  readonly layout: 'by path' | 'flat';
  readonly predictors: Readonly<Record<string, ExpectedPredictor>>;
}

/** What is in one entry of it. */
export interface ExpectedPredictor {
  readonly instructions: string;
  readonly fields: readonly { readonly name: string; readonly prefix: string; readonly desc: string }[];
  readonly demos: readonly Record<string, unknown>[];
  readonly augmented: readonly boolean[];
  readonly lm: Readonly<Record<string, unknown>> | null;
  readonly traces: readonly unknown[];
  readonly train: readonly unknown[];
  readonly other?: Readonly<Record<string, unknown>>;
}

interface ProgramNode {
  readonly root: Node;
  readonly types?: Readonly<Record<string, TypeSpec>>;
  readonly predictors: readonly PredictorSpec[];
}

interface Node {
  readonly class: string;
  readonly attributes?: readonly { readonly name: string; readonly value: Node }[];
  readonly items?: readonly Node[];
  readonly entries?: readonly { readonly key: string; readonly value: Node }[];
  readonly signature?: SignatureSpec;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly frozen?: boolean;
  readonly as?: string;
}

interface SignatureSpec {
  readonly text?: string;
  readonly name?: string;
  readonly instructions?: string;
  readonly fields?: readonly FieldSpec[];
}

interface FieldSpec {
  readonly name: string;
  readonly role: 'input' | 'output';
  readonly type?: Tree;
  readonly tree?: Tree;
  readonly desc?: string;
  readonly prefix?: string;
}

interface PredictorSpec {
  readonly path: string;
  readonly instructions?: string;
  readonly fields: readonly FieldSpec[];
}

interface Tree {
  readonly kind: string;
  readonly name?: string;
  readonly items?: Tree | readonly Tree[];
  readonly of?: Tree | readonly Tree[];
  readonly values?: Tree | readonly (string | number | boolean)[];
}

interface TypeSpec {
  readonly kind: 'enum' | 'model';
  readonly members?: Readonly<Record<string, string>>;
  readonly fields?: readonly {
    readonly name: string;
    readonly type: Tree;
    readonly desc?: string;
    readonly default?: unknown;
  }[];
}

/** The cases in a folder; none when it is not there. */
export function interopCases(folder: string): readonly InteropCase[] {
  if (!existsSync(folder)) return [];
  const read = (name: string, file: string): unknown =>
    parseJson(readFileSync(join(folder, name, file), 'utf8'));
  return readdirSync(folder)
    .sort()
    .map((name) => ({
      name,
      state: read(name, 'state.json') as object,
      program: read(name, 'program.json') as ProgramNode,
      expect: read(name, 'expect.json') as Expectation,
    }));
}

/** The program of a case, untouched. Modules we do not have are built from the predictors they hold. */
export function buildProgram({ root, types = {}, predictors }: ProgramNode): Module {
  const made = new Map<string, unknown>();
  const build = (node: Node, path: string): unknown => {
    const value = buildNode(node, path);
    if (node.frozen === true) (value as Module).freeze();
    made.set(path, value);
    return value;
  };
  const buildNode = (node: Node, path: string): unknown => {
    switch (node.class) {
      case 'same':
        return made.get(node.as ?? '');
      case 'list':
      case 'tuple':
        return node.items?.map((item, index) => build(item, `${path}[${index}]`));
      case 'dict':
        return new Map(node.entries?.map(({ key, value }) => [key, build(value, `${path}['${key}']`)]));
      case 'Module':
        return hold(
          (node.attributes ?? []).map(({ name, value }) => [
            name,
            build(value, path === '' ? name : `${path}.${name}`),
          ]),
        );
      case 'Predict':
        return new Predict(signatureOf(node.signature ?? {}, types), { config: configOf(node.config) });
      case 'ChainOfThought':
        return new ChainOfThought(signatureOf(node.signature ?? {}, types));
      default:
        return standIn(path, predictors, types);
    }
  };
  return build(root, '') as Module;
}

function hold(members: readonly (readonly [string, unknown])[]): Holder {
  const holder = new Holder();
  for (const [name, value] of members) {
    Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return holder;
}

/** A module with the predictors that a module of DSPy's has below a path. */
function standIn(path: string, predictors: readonly PredictorSpec[], types: Types): Holder {
  const holder = new Holder() as Holder & Record<string, unknown>;
  for (const spec of predictors) {
    if (!spec.path.startsWith(`${path}.`)) continue;
    const names = spec.path.slice(path.length + 1).split('.');
    let at: Record<string, unknown> = holder;
    for (const name of names.slice(0, -1)) at = (at[name] ??= new Holder()) as Record<string, unknown>;
    at[names.at(-1) ?? ''] = new Predict(signatureOf(spec, types));
  }
  return holder;
}

type Types = Readonly<Record<string, TypeSpec>>;

function signatureOf(spec: SignatureSpec, types: Types): SignatureDescription {
  if (spec.text !== undefined) return parseSignature(spec.text, spec.instructions) as SignatureDescription;
  const fields: Field[] = (spec.fields ?? []).map(({ name, role, type, tree, desc, prefix }) =>
    createField(name, { role, type: typeOf(type ?? tree ?? { kind: 'any' }, types), desc, prefix }),
  );
  return SignatureDescription.create({ name: spec.name, instructions: spec.instructions, fields });
}

function configOf(config: Readonly<Record<string, unknown>> = {}): object {
  return config;
}

function typeOf(tree: Tree, types: Types): FieldType {
  const inner = (part: unknown): FieldType => typeOf(part as Tree, types);
  switch (tree.kind) {
    case 'str':
      return { kind: 'string' };
    case 'int':
      return { kind: 'integer' };
    case 'float':
      return { kind: 'number' };
    case 'bool':
      return { kind: 'boolean' };
    case 'datetime':
      return { kind: 'date', format: 'date-time' };
    case 'date':
      return { kind: 'date', format: 'date' };
    case 'literal':
      return {
        kind: 'enum',
        choices: (tree.values as readonly string[]).map((value): EnumChoice => ({ value })),
      };
    case 'list':
      return { kind: 'array', items: tree.items === undefined ? { kind: 'any' } : inner(tree.items) };
    case 'tuple':
      return { kind: 'tuple', items: (tree.items as readonly Tree[]).map(inner) };
    case 'dict':
      return {
        kind: 'map',
        values: tree.values === undefined ? { kind: 'any' } : inner(tree.values),
        as: 'object',
      };
    case 'optional':
      return { kind: 'union', options: [inner(tree.of), { kind: 'null' }] };
    case 'union':
      return { kind: 'union', options: (tree.of as readonly Tree[]).map(inner) };
    case 'enum': {
      const members = Object.entries(types[tree.name ?? '']?.members ?? {});
      return { kind: 'enum', choices: members.map(([name, value]) => ({ name, value })) };
    }
    case 'model':
      return modelOf(tree.name ?? '', types);
    case 'dspy':
      if (tree.name === 'Image') return { kind: 'custom', type: Image };
      return tree.name === 'History' ? { kind: 'custom', type: History } : { kind: 'any' };
    default:
      return { kind: 'any' };
  }
}

function modelOf(name: string, types: Types): FieldType {
  const properties = (types[name]?.fields ?? []).map((field): Property => ({
    name: field.name,
    type: typeOf(field.type, types),
    desc: field.desc,
    optional: 'default' in field,
    default: field.default,
    rules: [],
  }));
  return { kind: 'object', name, properties: () => properties };
}

/** What a program holds, in the notation of `expect.json`. */
export function heldBy(program: Module): Record<string, Record<string, unknown>> {
  const held: Record<string, Record<string, unknown>> = {};
  const state = program.dumpState() as Record<string, Record<string, unknown>>;
  for (const [path, predictor] of program.namedPredictors()) {
    const entry = path === 'self' ? state : state[path];
    held[path] = holding(predictor, entry as Record<string, unknown>);
  }
  return held;
}

function holding(predictor: AnyPredict, entry: Record<string, unknown>): Record<string, unknown> {
  const { inputFields, outputFields, instructions } = predictor.signature;
  return {
    instructions,
    fields: [...inputFields, ...outputFields].map(({ name, role, prefix, desc }) => ({
      name,
      role,
      prefix,
      desc,
    })),
    demos: entry['demos'],
    augmented: predictor.demos.map(({ augmented }) => augmented === true),
    traces: predictor.traces,
    train: predictor.train,
    other: predictor.decisions === undefined ? {} : { fields: predictor.decisions },
    lm: entry['lm'],
  };
}

/** A program holds what a case expects. The order of keys and the spelling of numbers do not matter; keys of LMs that a case does not name neither. */
export function expectHeld(
  held: Record<string, Record<string, unknown>>,
  { expect: expected }: InteropCase,
): void {
  expect(Object.keys(held).sort()).toEqual(Object.keys(expected.predictors).sort());
  for (const [path, wanted] of Object.entries(expected.predictors)) {
    const { lm, ...found } = held[path] ?? {};
    const { lm: wantedLm, ...rest } = wanted;
    const { lm_left_out: leftOut = [], ...plain } = rest as typeof rest & {
      readonly lm_left_out?: readonly string[];
    };
    expect(found).toEqual({ other: {}, ...plain });
    if (wantedLm === null) expect(lm).toBeNull();
    else expect(lm).toMatchObject(wantedLm);
    for (const key of leftOut) expect(lm).not.toHaveProperty(key);
  }
}
