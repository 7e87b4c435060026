import type { InterpreterPrograms } from '../contracts/interpreter.contract';

/** The programs of the contract in JavaScript. */
export const JAVASCRIPT_PROGRAMS: InterpreterPrograms = {
  value: '40 + 2',
  assign: 'let x = 20;',
  use: 'x + 1',
  print: "print('one'); console.log('two');",
  throws: 'function f() {\n\n  throw new Error("bad");\n}\nf()',
  broken: 'let = = 3',
  endless: 'while (true) {}',
  call: "await lookup('k')",
  catches: "try { await lookup('k') } catch (e) { print('caught ' + e.message) }",
  sum: 'data.reduce((sum, n) => sum + n, 0)',
  recursion: '(function f() { f(); })()',
  flood: "while (true) print('x'.repeat(100))",
};
