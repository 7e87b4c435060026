import { expectTypeOf } from 'expect-type';
import { Example, Prediction } from '../../src/primitives';

const example = Example.from({ ticket: 'x', team: 'bug' as 'bug' | 'billing', tags: ['a'] });
expectTypeOf(example.team).toEqualTypeOf<'bug' | 'billing'>();
expectTypeOf(example.get('tags')).toEqualTypeOf<string[]>();
// @ts-expect-error a field that is not there
void example.tema;
// @ts-expect-error an input that is not there
void example.withInputs('tiket');

const ready = example.withInputs('ticket');
expectTypeOf(ready.inputs()).toEqualTypeOf<
  Pick<{ ticket: string; team: 'bug' | 'billing'; tags: string[] }, 'ticket'>
>();
expectTypeOf(ready.labels().team).toEqualTypeOf<'bug' | 'billing'>();
expectTypeOf(ready.with({ extra: 1 }).extra).toEqualTypeOf<number>();
// @ts-expect-error gone
void ready.without('tags').tags;

// Examples of known fields, of classes and interfaces too, are examples of any fields.
interface Row {
  readonly question: string;
  readonly answer: number;
}
const rows: Example[] = [ready, example, Example.from({ question: 'q', answer: 1 } as Row)];
expectTypeOf(rows[0]!.anything).toEqualTypeOf<unknown>();

const prediction = Prediction.from({ team: 'bug', confidence: 0.5 });
expectTypeOf(prediction.confidence).toEqualTypeOf<number>();
expectTypeOf(prediction.completions.column('team')).toEqualTypeOf<string[]>();
const loose: Prediction = prediction;
expectTypeOf(loose.anything).toEqualTypeOf<unknown>();

const metric = (one: { team: string }, other: { team: string }): boolean => one.team === other.team;
void metric(example, prediction);
