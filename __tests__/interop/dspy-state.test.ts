import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseJson } from '../../src/saving';
import { buildProgram, expectHeld, heldBy, interopCases } from '../support/interop';
import { sharedFile } from '../support/shared-file';

const FOLDERS = {
  'our own cases': join(__dirname, '../fixtures/dspy-state'),
  'cases saved by Python DSPy': sharedFile('interop/dspy-state'),
};

describe.each(Object.entries(FOLDERS))('%s', (_, folder) => {
  const cases = interopCases(folder);
  let warnings: jest.SpyInstance;

  beforeEach(() => {
    warnings = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  });
  afterEach(() => {
    warnings.mockRestore();
  });

  if (cases.length === 0) {
    it.skip(`are not here: ${folder}`, () => undefined);
    return;
  }

  it.each(cases.map((given) => [given.name, given] as const))(
    '%s: loads and holds what is in the file',
    (_, given) => {
      const program = buildProgram(given.program);
      const before = JSON.stringify(given.state, (__, value: unknown) =>
        typeof value === 'bigint' ? `${value}n` : value,
      );
      program.loadState(given.state);
      expectHeld(heldBy(program), given);
      expect(
        JSON.stringify(given.state, (__, value: unknown) =>
          typeof value === 'bigint' ? `${value}n` : value,
        ),
      ).toBe(before);
    },
  );

  it.each(cases.map((given) => [given.name, given] as const))(
    '%s: is the same when saved again',
    async (_, given) => {
      const program = buildProgram(given.program).loadState(given.state);
      const file = join(await mkdtemp(join(tmpdir(), 'dspex-interop-')), 'saved.json');
      await program.save(file);
      const again = await buildProgram(given.program).load(file);
      expectHeld(heldBy(again), given);
      const text = await readFile(file, 'utf8');
      expect(text).not.toMatch(/api_key|api_base/);
      const saved = parseJson(text) as Record<string, Record<string, unknown>>;
      expect(saved['metadata']?.['dependency_versions']).toEqual({});
    },
  );
});
