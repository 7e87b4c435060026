import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../support/doc-pages';
import { hasPython } from '../support/python';
import { installInto, packProject, temporaryFolder, type Consumer } from '../support/packed-package';

const place = temporaryFolder();
let tarball: string;

beforeAll(() => {
  tarball = packProject(place.path);
}, 180_000);

afterAll(() => place.remove());

const consumer = (name: string, also: readonly string[] = []): Consumer =>
  installInto(join(place.path, name), tarball, also);

/** How circular files are compiled: with references that are evaluated while the classes are defined. */
const CIRCULAR: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  useDefineForClassFields: false,
};

const PROGRAM = `
const program = new Predict('question -> answer', {});
const reply = '[[ ## answer ## ]]\\nParis\\n\\n[[ ## completed ## ]]';
const { answer } = await program.call({ question: 'Where?' }, { lm: new MockLM([reply]) });
console.log(answer);
`;

describe('the packed package', () => {
  it('holds every file its exports name, and no source or test', () => {
    const { folder } = consumer('listing');
    const home = join(folder, 'node_modules', 'dspex');
    const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { exports: object };
    const named = [
      ...JSON.stringify(manifest.exports).matchAll(/"(\.\/[^"]*\.(?:[cm]?js|d\.[cm]ts|json))"/g),
    ].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(8);
    for (const path of named) expect(readFileSync(join(home, path), 'utf8').length).toBeGreaterThan(0);
    // A file without exports is taken for CommonJS, and then the bundler wraps all others: twice the time to import.
    expect(readFileSync(join(home, 'dist', 'index.cjs'), 'utf8')).not.toContain('__esmMin');
    expect(readdirSync(home).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist',
      'package.json',
    ]);
  });

  it('runs a program from ESM', () => {
    const { write, node } = consumer('esm');
    write({
      'main.mjs': `import { Predict } from 'dspex';\nimport { MockLM } from 'dspex/testing';\n${PROGRAM}`,
    });
    expect(node('main.mjs')).toBe('Paris\n');
  });

  it('runs a program from CommonJS', () => {
    const { write, node } = consumer('cjs');
    write({
      'main.cjs': `const { Predict } = require('dspex');\nconst { MockLM } = require('dspex/testing');\n(async () => {${PROGRAM}})();`,
    });
    expect(node('main.cjs')).toBe('Paris\n');
  });

  it.each([
    ['main.mjs', (body: string) => body],
    ['main.cjs', (body: string) => `(async () => {${body}})();`],
  ])('reads CSV, and Parquet once its package is installed, by the subpath for data: %s', (name, wrapped) => {
    const fixture = join(ROOT, '__tests__', 'fixtures', 'parquet', 'rows-snappy.parquet');
    const program = wrapped(`
      const { Dataset } = await import('dspex');
      const { Dataset: same, MATH } = await import('dspex/datasets');
      console.log(Dataset === same, typeof MATH.load, (await Dataset.fromFile('rows.csv').toArray())[0].a);
      try {
        console.log((await Dataset.fromFile(${JSON.stringify(fixture)}).toArray()).length);
      } catch (error) {
        console.log(error.code);
      }`);
    const bare = consumer(`data-bare-${name}`);
    bare.write({ 'rows.csv': 'a\n1\n', [name]: program });
    expect(bare.node(name)).toBe('true function 1\nPEER_MISSING\n');
    const whole = consumer(`data-${name}`, ['hyparquet']);
    whole.write({ 'rows.csv': 'a\n1\n', [name]: program });
    expect(whole.node(name)).toBe('true function 1\n5\n');
  });

  it.each([
    ['main.mjs', (body: string) => body],
    ['main.cjs', (body: string) => `(async () => {${body}})();`],
  ])('asks a database, once its package is installed, by the subpath for retrievers: %s', (name, wrapped) => {
    const program = wrapped(`
      const { HashedEmbedder, RetrieverError } = await import('dspex');
      const { PgVectorRetriever } = await import('dspex/retrievers');
      const retriever = new PgVectorRetriever({
        connectionString: 'postgres://127.0.0.1:1/none', embedder: new HashedEmbedder(), maxRetries: 0 });
      try {
        await retriever.retrieve('x');
      } catch (error) {
        console.log(error.code, error instanceof RetrieverError, error.retryable);
      }`);
    const bare = consumer(`retrievers-bare-${name}`);
    bare.write({ [name]: program });
    expect(bare.node(name)).toBe('PEER_MISSING false false\n');
    const whole = consumer(`retrievers-${name}`, ['pg']);
    whole.write({ [name]: program });
    expect(whole.node(name)).toBe('RETRIEVER true true\n');
  });

  it.each([
    ['main.mjs', (body: string) => body],
    ['main.cjs', (body: string) => `(async () => {${body}})();`],
  ])('asks Redis, once its packages are installed, by the subpath for many machines: %s', (name, wrapped) => {
    const program = wrapped(`
      const { queueStatus, BullMQRunner } = await import('dspex/distributed');
      const { DspyError } = await import('dspex');
      try {
        await queueStatus({ connection: 'redis://127.0.0.1:1', connectionTimeout: 100 });
      } catch (error) {
        console.log(error.code, error instanceof DspyError, error.retryable);
      }`);
    const bare = consumer(`distributed-bare-${name}`);
    bare.write({ [name]: program });
    expect(bare.node(name)).toBe('PEER_MISSING true false\n');
    const whole = consumer(`distributed-${name}`, ['bullmq', 'ioredis']);
    whole.write({ [name]: program });
    expect(whole.node(name)).toBe('DISTRIBUTED_CONNECTION true true\n');
  });

  it.each([
    ['main.mjs', (body: string) => body],
    ['main.cjs', (body: string) => `(async () => {${body}})();`],
  ])(
    'streams to a browser, gives Nest a module and a test runner matchers, without either installed: %s',
    (name, wrapped) => {
      const { write, node } = consumer(`frameworks-${name}`);
      write({
        [name]: wrapped(`
        const { Predict } = await import('dspex');
        const { MockLM } = await import('dspex/testing');
        const { toServerSentEvents } = await import('dspex/web');
        const { DspexModule, DSPEX_LM } = await import('dspex/nestjs');
        const { dspexMatchers } = await import('dspex/jest');
        const lm = new MockLM(['[[ ## answer ## ]]\\nParis\\n\\n[[ ## completed ## ]]']);
        const body = toServerSentEvents(new Predict('question -> answer').stream({ question: 'x' }, { lm }));
        console.log((await new Response(body).text()).includes('Paris'));
        console.log(DspexModule.forRoot({ lm }).exports.includes(DSPEX_LM));
        const result = { rows: [], score: 0.7, assertScore: () => undefined };
        console.log(dspexMatchers.toScoreAtLeast(result, 0.7).pass);`),
      });
      expect(node(name)).toBe('true\ntrue\ntrue\n');
    },
  );

  it.each([
    ['main.mjs', (body: string) => body],
    ['main.cjs', (body: string) => `(async () => {${body}})();`],
  ])('calls Python, or says that there is none: %s', (name, wrapped) => {
    const { write, node } = consumer(`python-${name}`);
    write({
      'helpers.py': 'async def double(number):\n    return 2 * number\n',
      [name]: wrapped(`
        const { DspyError } = await import('dspex');
        const { PythonProcess } = await import('dspex/python');
        const missing = new PythonProcess({ module: './helpers.py', python: 'python-of-nobody' });
        await missing.start().catch((error) => console.log(error instanceof DspyError, error.code));
        ${hasPython ? `console.log(await new PythonProcess({ module: './helpers.py' }).call('double', [21]));` : ''}`),
    });
    expect(node(name)).toBe(`true PYTHON_MISSING\n${hasPython ? '42\n' : ''}`);
  });

  it('tells the types of Jest about its matchers', () => {
    const { write, run } = consumer('jest-types', [
      'typescript',
      '@types/node',
      '@types/jest',
      'expect',
      'pretty-format',
    ]);
    write({
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          target: 'es2022',
          module: 'nodenext',
          strict: true,
          noEmit: true,
          skipLibCheck: true,
          types: ['node', 'jest'],
        },
        files: ['main.ts'],
      }),
      'main.ts': `
        import { dspexMatchers } from 'dspex/jest';
        import { Example, Predict } from 'dspex';
        expect.extend(dspexMatchers);
        const devset = [Example.from({ question: 'a', answer: 'b' }).withInputs('question')];
        const metric = (example: { answer: string }, { answer }: { answer: string }) => example.answer === answer;
        export const matched: Promise<void> = expect(new Predict('question -> answer')).toScoreAtLeast(0.5, { devset, metric });
        // @ts-expect-error a minimum is a number
        expect(new Predict('question -> answer')).toScoreAtLeast('0.5');`,
    });
    expect(run(process.execPath, join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', '.')).toBe('');
  }, 120_000);

  it.each([
    ['CommonJS', 'commonjs'],
    ['ESM', 'module'],
  ])(
    'compiles and runs a decorated program in TypeScript as %s',
    (name, type) => {
      const { write, run, node } = consumer(`typescript-${name}`, ['typescript', '@types/node']);
      write({
        'package.json': JSON.stringify({ type }),
        'tsconfig.json': JSON.stringify({
          compilerOptions: {
            target: 'es2022',
            module: 'nodenext',
            strict: true,
            experimentalDecorators: true,
            emitDecoratorMetadata: true,
            skipLibCheck: false,
            types: ['node'],
            outDir: 'out',
            rootDir: '.',
          },
          files: ['main.ts'],
        }),
        'main.ts': readFileSync(join(ROOT, '__tests__', 'fixtures', 'consumer', 'main.ts'), 'utf8'),
      });
      run(process.execPath, join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', '.');
      expect(node('out/main.js')).toBe('billing 0.9\n');
    },
    120_000,
  );

  it('begins a project that is type-checked, tested, measured and compiled at once', () => {
    const { folder, node } = consumer('begun', ['tsx', 'typescript', '@types/node']);
    const bin = join(folder, 'node_modules', 'dspex', 'dist', 'cli-process.cjs');
    expect(node(bin, 'new', 'my-app')).toContain('cd my-app');
    const home = join(folder, 'my-app');
    const run = (...words: readonly string[]): string =>
      execFileSync(process.execPath, words, {
        cwd: home,
        encoding: 'utf8',
        stdio: 'pipe',
        env: { ...process.env, OPENAI_API_KEY: '', ANTHROPIC_API_KEY: '' },
      });
    expect(run(join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'))).toBe('');
    expect(run('--import', 'tsx', '--test', 'test/program.test.ts')).toMatch(/# pass 2\n# fail 0/);
    expect(run('--import', 'tsx', 'src/main.ts')).toMatch(/→ (?:billing|bug|account)\n$/);
    expect(run(bin, 'compile', '--quiet', '--out', 'compiled.json')).toContain(
      'BootstrapFewShotWithRandomSearch',
    );
    const { score } = JSON.parse(run(bin, 'eval', '--load', 'compiled.json', '--json', '--gate', '0.6')) as {
      score: number;
    };
    expect(score).toBeGreaterThanOrEqual(0.6);
    expect(run(bin, 'compare', 'compiled.json')).toContain('The second is better');
    expect(run(bin, 'render', '--input', 'ticket=x')).toContain('[system]');
    expect(run('--import', 'tsx', 'src/main.ts', 'I paid twice')).toBe('I paid twice → billing\n');
  }, 120_000);

  it.each([
    ['tsx', 'module'],
    ['tsx', 'commonjs'],
    ['@swc-node/register', 'module'],
    ['@swc-node/register', 'commonjs'],
  ])('runs its command on TypeScript that the project loads with %s, as %s', (loader, type) => {
    const { folder, write, node } = consumer(`command-${loader.replaceAll(/\W/g, '')}-${type}`, [
      loader,
      '@types/node',
    ]);
    const compilerOptions = { target: 'es2022', module: 'nodenext', experimentalDecorators: true };
    write({
      'package.json': JSON.stringify({ type }),
      'tsconfig.json': JSON.stringify({ compilerOptions }),
      'program.ts': `
        import { InputField, OutputField, Predict, Signature } from 'dspex';
        @Signature('Answer.')
        class Ask { @InputField({ type: () => String }) readonly q!: string; @OutputField({ enum: ['a', 'b'] }) answer!: string; }
        export default new Predict(Ask);`,
      'rows.csv': 'q,answer\nfirst,a\nsecond,b\n',
    });
    const bin = join(folder, 'node_modules', 'dspex', 'dist', 'cli-process.cjs');
    const words = [
      '--module',
      'program.ts',
      '--data',
      'rows.csv',
      '--metric',
      'exact-match:answer',
      '--lm',
      'embedded',
    ];
    expect(JSON.parse(node(bin, 'eval', ...words, '--json'))).toMatchObject({ n: 2, errors: {} });
  });

  it('lets an ESM and a CommonJS part of one program share signatures, settings and errors', () => {
    const { write, node } = consumer('both');
    write({
      'a.mjs': `
        import { configure, Signature, withContext, InputField, OutputField, DspyError, Predict } from 'dspex';
        export class Ask {}
        InputField({ type: () => String })(Ask.prototype, 'question');
        OutputField({ type: () => String })(Ask.prototype, 'answer');
        Signature('Answer.')(Ask);
        export const setLm = (lm) => configure({ lm });
        export const within = (lm, body) => withContext({ lm }, body);
        export const fail = () => { try { new Predict('question ->'); } catch (error) { return error; } };
        export const isOurs = (error) => error instanceof DspyError;`,
      'b.cjs': `
        const { Predict, DspyError } = require('dspex');
        const { MockLM } = require('dspex/testing');
        const reply = (text) => '[[ ## answer ## ]]\\n' + text + '\\n\\n[[ ## completed ## ]]';
        (async () => {
          const a = await import('./a.mjs');
          a.setLm(new MockLM([reply('configured')]));
          const program = new Predict(a.Ask);
          console.log((await program.call({ question: 'x' })).answer);
          console.log((await a.within(new MockLM([reply('in context')]), () => program.call({ question: 'x' }))).answer);
          console.log(a.fail() instanceof DspyError);
          try { await program.call({}); } catch (error) { console.log(a.isOurs(error)); }
        })();`,
    });
    expect(node('b.cjs').trim().split('\n')).toEqual(['configured', 'in context', 'true', 'true']);
  });

  it.each([
    ['author', 'book'],
    ['book', 'author'],
  ])('loads ES modules of classes that refer to each other, %s first', (first, second) => {
    const { write, node } = consumer(`circular-${first}`);
    const source = (name: string): string =>
      ts
        .transpileModule(
          readFileSync(join(ROOT, '__tests__', 'compilers', 'fixtures', `${name}.ts`), 'utf8'),
          { compilerOptions: CIRCULAR },
        )
        .outputText.replaceAll(/'\.\/(\w+)'/g, "'./$1.mjs'");
    write({
      'author.mjs': source('author'),
      'book.mjs': source('book'),
      'main.mjs': `
        import { InputField, JSONAdapter, OutputField, Predict } from 'dspex';
        import { MockLM } from 'dspex/testing';
        const { Author, Book } = { ...(await import('./${first}.mjs')), ...(await import('./${second}.mjs')) };
        class Find {}
        InputField({ type: () => String })(Find.prototype, 'q');
        OutputField({ type: () => Author })(Find.prototype, 'author');
        const lm = new MockLM(['{"author":{"name":"A","books":[{"title":"T","author":null}]}}']);
        const { author } = await new Predict(Find).call({ q: 'x' }, { lm, adapter: new JSONAdapter() });
        console.log(author instanceof Author, author.books[0] instanceof Book);`,
    });
    expect(node('main.mjs')).toBe('true true\n');
  });

  it('loads no vendor SDK, store or validator when it is imported', () => {
    const { write, node } = consumer('cold');
    write({
      'main.cjs': `
        require('dspex');
        const loaded = Object.keys(require.cache).map((file) => file.replaceAll('\\\\', '/'));
        const heavy = ['openai', '@anthropic-ai/sdk', 'keyv', 'lmdb', 'class-validator', 'class-transformer', 'csv-parse', 'hyparquet'];
        console.log(JSON.stringify(heavy.filter((name) => loaded.some((file) => file.includes('/' + name + '/')))));`,
    });
    expect(JSON.parse(node('main.cjs'))).toEqual([]);
  });

  it('leaves no timer, handle or listener when it is only imported', () => {
    const { write, node } = consumer('idle');
    const report = `console.log(JSON.stringify([process.getActiveResourcesInfo().sort(), process.eventNames().sort()]));`;
    write({ 'bare.mjs': report, 'main.mjs': `import 'dspex';\n${report}` });
    expect(node('main.mjs')).toBe(node('bare.mjs'));
  });
});

describe('the export map', () => {
  it('passes the type checker of export maps in all modes', () => {
    const attw = join(ROOT, 'node_modules', '@arethetypeswrong', 'cli', 'dist', 'index.js');
    const { run } = consumer('attw');
    // It ends with an error code when it finds a problem.
    expect(run(process.execPath, attw, tarball, '--profile', 'node16', '--no-color')).toMatch(
      /node16 \(from ESM\)/,
    );
  }, 60_000);

  it('passes publint', () => {
    const publint = join(ROOT, 'node_modules', 'publint', 'src', 'cli.js');
    const { run } = consumer('publint');
    expect(run(process.execPath, publint, 'run', tarball, '--strict')).toMatch(/All good!/);
  }, 60_000);
});
