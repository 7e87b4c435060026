/** A value an answer may be, as far as a prompt lets one see. */
export type Shape =
  | { readonly kind: 'text' }
  | { readonly kind: 'number'; readonly integer: boolean; readonly min?: number; readonly max?: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'date'; readonly time: boolean }
  | { readonly kind: 'choice'; readonly choices: readonly Label[] }
  | { readonly kind: 'list'; readonly items: Shape }
  | { readonly kind: 'object'; readonly properties: readonly Slot[] }
  | { readonly kind: 'map' }
  | { readonly kind: 'null' }
  | { readonly kind: 'maybe'; readonly of: Shape };

/** One member of a closed list. */
export type Label = string | number | boolean;

/** A named place for a value: an output field, or a property of an object. */
export interface Slot {
  readonly name: string;
  readonly shape: Shape;
  /** What the prompt says about it besides its type. */
  readonly desc: string;
}

/** Text, where nothing better is known. */
export const TEXT: Shape = Object.freeze({ kind: 'text' });

/** The shape of a union: null makes it optional, literals make a closed list, else the first option is taken. */
export function unionOf(options: readonly Shape[]): Shape {
  const some = options.filter((option) => option.kind !== 'null');
  const choices = some.flatMap((option) => (option.kind === 'choice' ? option.choices : []));
  const isClosed = some.length > 0 && some.every((option) => option.kind === 'choice');
  const [first = TEXT] = some;
  const shape: Shape = isClosed ? { kind: 'choice', choices } : first;
  return some.length < options.length ? { kind: 'maybe', of: shape } : shape;
}

/** The shape without the possibility of null. */
export function requiredShape(shape: Shape): Shape {
  return shape.kind === 'maybe' ? requiredShape(shape.of) : shape;
}
