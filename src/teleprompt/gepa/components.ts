import type { Module } from '../../modules';
import type { Candidate, Changes, PredictorChange } from '../candidate/candidate';
import type { CandidateSpace } from '../candidate/candidate-space';
import { isDescribed } from '../../signatures';
import { describeStep } from '../propose/describe-program';

/** A kind of thing about a predictor that can change. */
export type ComponentKind = 'instructions' | 'descriptions' | 'demos';

/** One thing that can change. */
export interface Component {
  /** The predictor's path for its instructions; `path#field` for a description, `path@demos` for demonstrations. */
  readonly name: string;
  readonly path: string;
  readonly kind: ComponentKind;
  /** The output that a description is of. */
  readonly field?: string;
}

/** Everything of a program that can change, in the order of its predictors. */
export function componentsOf(space: CandidateSpace, kinds: readonly ComponentKind[]): readonly Component[] {
  return space.paths.flatMap((path): Component[] => {
    const { signature } = space.predictor(space.root, path);
    return [
      ...(kinds.includes('instructions') ? [{ name: path, path, kind: 'instructions' } as const] : []),
      ...(kinds.includes('descriptions')
        ? signature.outputFields.map(
            ({ name }) => ({ name: `${path}#${name}`, path, kind: 'descriptions', field: name }) as const,
          )
        : []),
      ...(kinds.includes('demos') ? [{ name: `${path}@demos`, path, kind: 'demos' } as const] : []),
    ];
  });
}

/** A component of a candidate as text. */
export function textOfComponent(space: CandidateSpace, candidate: Candidate, component: Component): string {
  const predictor = space.predictor(candidate, component.path);
  if (component.kind === 'instructions') return predictor.signature.instructions;
  if (component.kind === 'demos') return JSON.stringify(predictor.demos, withoutBigInts);
  const field = predictor.signature.field(component.field ?? '');
  return field !== undefined && isDescribed(field) ? field.desc : '';
}

/** The change that gives a component a new text. Demonstrations are not made of text. */
export function changeOf({ path, kind, field = '' }: Component, text: string): Changes {
  return {
    [path]: kind === 'instructions' ? { instructions: text } : { fields: { [field]: { desc: text } } },
  };
}

/** What a candidate has at a component, as a change to the student. */
export function partOf(space: CandidateSpace, candidate: Candidate, component: Component): Changes {
  const predictor = space.predictor(candidate, component.path);
  const change: PredictorChange =
    component.kind === 'demos'
      ? { demos: predictor.demos }
      : component.kind === 'instructions'
        ? { instructions: predictor.signature.instructions }
        : {
            fields: {
              [component.field ?? '']: { desc: predictor.signature.field(component.field ?? '')?.desc ?? '' },
            },
          };
  return { [component.path]: change };
}

/** What a component is, for whoever writes it anew. */
export function describeComponent(
  program: Module,
  component: Component,
): { readonly what: string; readonly step: string } {
  const found = program.namedPredictors().find(([path]) => path === component.path);
  const step = found === undefined ? component.path : describeStep(component.path, found[1]);
  return {
    what: component.kind === 'instructions' ? 'instructions' : `description of the output ${component.field}`,
    step,
  };
}

function withoutBigInts(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
