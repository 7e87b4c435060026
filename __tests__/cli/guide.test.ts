import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputField, Module, OutputField, Predict, Predictor, Signature } from 'dspex';
import { defineConfig } from 'dspex/cli';
import { ROOT } from '../support/doc-pages';
import { temporaryFolder } from '../support/packed-package';
import { runCommand } from './run-command';

@Signature('Route the ticket to the team that can solve it.')
class RouteTicket {
  @InputField() readonly ticket!: string;
  @OutputField({ enum: ['billing', 'bug', 'account'] }) team!: string;
}

@Module()
class Router extends Module {
  @Predictor(RouteTicket, Predict) readonly route!: Predict<RouteTicket>;

  async forward({ ticket }: { ticket: string }) {
    return this.route.call({ ticket });
  }
}

/** The config of the page. The file itself cannot be loaded here: jest does not find `.ts` behind the `.js` in its imports. */
const config = defineConfig({
  program: Router,
  trainset: 'data/train.jsonl',
  devset: 'data/dev.jsonl',
  metric: 'exact-match:team',
  lm: 'embedded',
  optimizer: 'bootstrap-rs',
});

/** The command lines of the page, in order, each with the code that it says to end with. */
function commandLines(): { readonly line: string; readonly words: string[]; readonly expected: number }[] {
  const page = readFileSync(join(ROOT, 'docs', 'guide', '18-command-line.md'), 'utf8');
  const fences = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, body = '']) =>
    body.trim().split('\n'),
  );
  return fences
    .filter((line) => line.startsWith('dspex '))
    .map((line) => {
      const [command = '', note] = line.split(/\s+# => /);
      const words = [...command.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) => word.replaceAll('"', ''));
      return { line, words: words.slice(1), expected: Number(note ?? 0) };
    });
}

describe('the guide page of the command line', () => {
  const place = temporaryFolder();
  const standing = process.env['XDG_CACHE_HOME'];
  beforeAll(() => (process.env['XDG_CACHE_HOME'] = place.path));
  afterAll(() => {
    if (standing === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = standing;
    place.remove();
  });

  it.each(commandLines())('$line', async ({ words, expected }) => {
    const home = join(place.path, 'my-app');
    const { code, stderr } = await runCommand(words, {
      cwd: words[0] === 'new' ? place.path : home,
      importFile: async (file) => {
        expect(file).toBe(join(home, 'dspex.config.ts'));
        return { default: config };
      },
    });
    // What it wrote is shown where the code is another one.
    expect(code === expected ? '' : `${code}: ${stderr}`).toBe('');
  });

  it('leaves the files that it says', () => {
    for (const file of [
      'compiled.json',
      'report.html',
      'again.html',
      'rows.csv',
      'runs/first/program.json',
    ]) {
      expect(existsSync(join(place.path, 'my-app', file))).toBe(true);
    }
  });
});
