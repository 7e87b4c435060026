import { join } from 'node:path';
import ts from 'typescript';
import { docPages, ROOT, writeProgram } from '../support/doc-pages';
import { hasPython } from '../support/python';

const pages = docPages().filter((page) => page.program !== undefined);
const files = new Map(pages.map((page) => [page.path, writeProgram(page)]));

/** What the compiler says about all pages, as `page: message` lines. */
function diagnostics(): string[] {
  const config = ts.getParsedCommandLineOfConfigFile(join(ROOT, 'tsconfig.json'), undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
      throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
    },
  });
  const program = ts.createProgram([...files.values()], {
    ...config?.options,
    noEmit: true,
    allowUnreachableCode: true,
  });
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const line = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0;
    return `${diagnostic.file?.fileName}:${line + 1} ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`;
  });
}

describe('the TypeScript on the pages', () => {
  it('compiles', () => {
    expect(diagnostics()).toEqual([]);
  }, 120_000);

  for (const page of pages.filter(({ runs }) => runs)) {
    if (page.needsPython && !hasPython) {
      it.skip(`runs: ${page.path} (skipped: there is no python3)`, () => undefined);
      continue;
    }
    it(`runs: ${page.path}`, async () => {
      jest.spyOn(console, 'log').mockImplementation(() => undefined);
      const { main } = jest.requireActual<{ main: () => Promise<void> }>(files.get(page.path) as string);
      await expect(main()).resolves.toBeUndefined();
    }, 60_000);
  }
});
