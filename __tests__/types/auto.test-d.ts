import {
  MIPROv2,
  Predict,
  exactMatch,
  type AutoCompileOptions,
  type AutoOptions,
  type CompileOptions,
} from 'dspex';

/** What `program.compile(options)` takes is what `Auto` and a compilation take, no more and no less. */
type Same<Left, Right> = [Left] extends [Right] ? ([Right] extends [Left] ? true : never) : never;
export const sameOptions: Same<keyof AutoCompileOptions, keyof (AutoOptions & CompileOptions)> = true;
export const takesBoth = (options: AutoOptions & CompileOptions): AutoCompileOptions => options;

const program = new Predict('ticket -> team');
const trainset: CompileOptions['trainset'] = [];
const metric = exactMatch('team');
void program.compile({ trainset, metric, budget: { usd: 2 } });
// @ts-expect-error a misspelt option
void program.compile({ trainset, metric, budgt: { usd: 2 } });
// @ts-expect-error a misspelt bound
void program.compile({ trainset, metric, budget: { dollars: 2 } });

// A metric may leave its parameters to the types, or say what it takes.
new MIPROv2({ metric: (example, prediction) => example.team === prediction.team });
new MIPROv2({
  metric: (example: { team: string }, prediction: { team: string }) => example.team === prediction.team,
});
new MIPROv2({ metric: exactMatch('team') });
void new Predict('ticket -> team').compile({
  trainset: [],
  metric: (example, prediction) => example.team === prediction.team,
  onEvent: (event) => void event.type.length,
});
// @ts-expect-error a text is no score
new MIPROv2({ metric: () => 'good' });
