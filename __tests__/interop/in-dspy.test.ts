import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PythonProcess } from '../../src/python';
import { buildProgram, expectHeld, heldBy, interopCases } from '../support/interop';
import { describeWithDspy, DSPY_PYTHON, PYTHON_FIXTURES } from '../support/python';
import { sharedFile } from '../support/shared-file';

const FOLDER = sharedFile('interop');
const STATES = join(FOLDER, 'dspy-state');

describeWithDspy('Files saved here, in Python DSPy', () => {
  if (!existsSync(join(FOLDER, 'check_in_dspy.py'))) {
    it.skip(`are not judged: there is no ${FOLDER}`, () => undefined);
    return;
  }
  const python = new PythonProcess({
    module: './check_interop.py',
    cwd: PYTHON_FIXTURES,
    python: DSPY_PYTHON,
    env: { INTEROP_FOLDER: FOLDER, DSPY_CACHEDIR: join(tmpdir(), 'dspex-dspy-cache') },
    concurrency: 1,
  });
  let warnings: jest.SpyInstance;
  beforeEach(() => {
    warnings = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  });
  afterEach(() => warnings.mockRestore());
  afterAll(() => python.close());

  it.each(interopCases(STATES).map((given) => [given.name, given] as const))(
    '%s: load and mean the same, and come back the same when saved there',
    async (name, given) => {
      const folder = await mkdtemp(join(tmpdir(), 'dspex-interop-'));
      const [saved, again] = [join(folder, 'saved.json'), join(folder, 'again.json')];
      await buildProgram(given.program).loadState(given.state).save(saved);
      expect(await python.call('check', [join(STATES, name), saved, again])).toEqual([]);
      expectHeld(heldBy(await buildProgram(given.program).load(again)), given);
    },
    60_000,
  );
});
