import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/doc-pages';
import { itShows } from '../support/report-cases';

const fields = (letter: string, also: string): string =>
  Array.from({ length: 30 }, (_, index) => `${letter}${index + 1}${index % 3 === 1 ? also : ''}`).join(', ');

const levels = Array.from(
  { length: 5 },
  (_, index) =>
    `class Level${index} { @OutputField() ${index === 0 ? 'value!: number' : `next!: Level${index - 1}`}; }`,
).join('\n');

const SOURCE = `
import { InputField, OutputField, Predict, Signature, type InputsOf } from 'dspex';
const long = Signature.from('${fields('f', ': string[]')} -> ${fields('o', ': number')}');
${levels}
@Signature('Deep.') class Deep { @InputField() readonly text!: string; @OutputField() tree!: Level4; }
async function run<C extends new () => object>(p: Predict<C>, i: InputsOf<C>) { return p.call(i as never); }
async function runLong() {
  const program = new Predict(long);
  const { o2, o30 } = await program.call({} as InputsOf<typeof long>);
  const number: number = o2;
  const text: string = o30;
  return [number, text, MISSPELT];
}
void run(new Predict(Deep), { text: 't' });
new Predict(Deep).call({ text: 't' }).then(({ tree }) => { const n: number = tree.next.next.next.next.value; return n; });
void runLong;
`;

/** What the compiler says about the source, a line an error. */
function errorsIn(source: string): string[] {
  // Inside the project, so that the compiler finds its packages.
  const folder = mkdtempSync(join(ROOT, '.types-'));
  try {
    writeFileSync(join(folder, 'main.ts'), source);
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: '../tsconfig.json',
        compilerOptions: { paths: { dspex: ['../src/index.ts'] } },
        include: ['main.ts'],
      }),
    );
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
    return stdout.split('\n').filter((line) => line.includes('error TS'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('types of long and deep signatures', () => {
  itShows('b004', 'are checked, and a misspelt output is one error', () => {
    expect(errorsIn(SOURCE.replace('MISSPELT', '0'))).toEqual([]);
    const errors = errorsIn(SOURCE.replace('MISSPELT', '(await program.call({} as never)).o31'));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/o31/);
  });
});
