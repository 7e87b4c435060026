import { PythonInterpreter } from '../../src/interpreters';
import { describeInterpreter } from '../contracts/interpreter.contract';

// Starting Python takes seconds on a busy machine.
jest.setTimeout(300_000);

describeInterpreter({
  name: 'PythonInterpreter',
  create: (options) => new PythonInterpreter(options),
  timeout: 1000,
  programs: {
    value: '40 + 2',
    assign: 'x = 20',
    use: 'x + 1',
    print: "print('one')\nprint('two')",
    throws: "def f():\n\n  raise ValueError('bad')\nf()",
    broken: 'x = = 3',
    endless: 'while True: pass',
    call: "lookup('k')",
    catches: "try:\n  lookup('k')\nexcept Exception as e:\n  print(f'caught {e}')",
    sum: 'sum(data)',
    recursion: 'def f(): return f()\nf()',
    flood: "while True: print('x' * 100)",
  },
});
