import { expectTypeOf } from 'expect-type';
import { exactMatch, Predict } from '../../src';
import { defineConfig, type DspexConfig } from '../../src/cli';

const program = new Predict('a -> b');

// A metric without annotations reads any field of both.
defineConfig({
  program,
  metric: (example, prediction) => example.team === prediction.team,
});

// Annotated ones, built-in ones and names are taken too; the result is a config whatever the metric takes.
defineConfig({
  program,
  metric: (one: { team: string }, other: { team: string }) => one.team === other.team,
});
defineConfig({ program, metric: exactMatch('team') });
expectTypeOf(defineConfig({ program, metric: 'exact-match:team' })).toEqualTypeOf<DspexConfig>();

// @ts-expect-error a text is no score
defineConfig({ program, metric: () => 'good' });
// @ts-expect-error a misspelt field
defineConfig({ program, metrics: 'exact-match:team' });
// @ts-expect-error a config needs a program
defineConfig({ metric: 'exact-match:team' });
