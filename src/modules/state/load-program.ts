import { currentAdapter } from '../../adapters';
import type { LmSettings } from '../../lm';
import { assertKnownOptions, nearestOf } from '../../util';
import type { AnyPredict } from '../any-predict';
import { FROZEN, isPredictor, type ModuleNode } from '../graph/brands';
import { classNameOf } from '../graph/class-name';
import { ownStateOf } from '../graph/own-state';
import { findModules, type FoundModule } from '../graph/walk';
import { forgetNearest, showNearest } from '../nearest/show-nearest';
import { type PredictorState, STATE } from '../predictor-state';
import type { LoadOptions } from './load-options';
import { nearestFromState } from './nearest-state';
import { type LoadedEntry, readConfig, readEntry, unknownKeysOf } from './read-entry';
import { SignatureDriftError, StateError, type StateIssue, StateVersionError } from './state-errors';
import { STATE_VERSION, stateKeyOf } from './state-keys';
import { StateReader } from './state-reader';
import { warn } from './warn';

/**
 * Takes a state over into a program. All of it is read and checked first; then it is assigned, which cannot fail.
 *
 * @throws {@link StateError}, {@link SignatureDriftError}, {@link StateVersionError}.
 */
export function loadProgram(root: ModuleNode, state: unknown, options: LoadOptions = {}): void {
  assertKnownOptions(options, ['drift', 'lms', 'embedder'], 'load(file, ...)');
  const issues: StateIssue[] = [];
  const reader = new StateReader(state, '', issues);
  reader.object();
  const own = reader.member('metadata').member('dspex');
  assertReadableVersion(own.member('version').value);
  const modules = findModules(root);
  const loaded = issues.length > 0 ? [] : readPredictors(root, modules, { reader, own, options });
  const ownStates = issues.length > 0 ? [] : readOwnStates(modules, reader);
  const frozen = new Set(
    own
      .member('frozen')
      .items()
      .map((path) => path.text()),
  );
  const signatures = new Map(loaded.map(({ path, predictor }) => [path, predictor.signature]));
  const nearest = nearestFromState(own.member('nearest'), signatures, options.embedder);
  const program = classNameOf(root);
  if (issues.length > 0) throw new StateError(program, issues);
  refuseDrift(program, loaded, options);
  for (const { predictor, entry, config } of loaded) assign(predictor, entry, config);
  for (const takeOver of ownStates) takeOver();
  for (const { path, module } of modules) if (frozen.has(path)) freeze(module);
  forgetNearest(root);
  if (nearest !== undefined) showNearest(root as never, nearest);
  notePromptFormat(own);
}

interface Loaded {
  readonly path: string;
  readonly predictor: AnyPredict;
  readonly entry: LoadedEntry;
  readonly config: LmSettings | undefined;
}

interface Source {
  readonly reader: StateReader;
  readonly own: StateReader;
  readonly options: LoadOptions;
}

function readPredictors(root: ModuleNode, modules: readonly FoundModule[], source: Source): Loaded[] {
  const { reader, own, options } = source;
  const isFlat = isPredictor(root);
  return modules.flatMap(({ path, module, isFrozen }) => {
    if (!isPredictor(module)) return [];
    const predictor = module as AnyPredict;
    const entryReader = isFlat ? flatEntry(reader) : entryOf(reader, path);
    // DSPy leaves frozen modules out of its files.
    if (entryReader.value === undefined && isFrozen) return [];
    if (entryReader.value === undefined) {
      entryReader.refuse(`an entry for ${path}${hintFor(reader, path)}`, undefined);
      return [];
    }
    const entry = readEntry(entryReader, predictor, options.lms ?? true);
    if (!isFlat) noteUnknownKeys(entryReader);
    return [{ path, predictor, entry, config: readConfig(own.member('configs').member(path)) }];
  });
}

/** Programs that were saved without such an entry keep what they have. */
function readOwnStates(modules: readonly FoundModule[], reader: StateReader): (() => void)[] {
  return modules.flatMap(({ path, module }) => {
    const ownState = ownStateOf(module);
    const entry = reader.member(stateKeyOf(path));
    if (ownState === undefined || entry.value === undefined) return [];
    const refuse = (member: string, expected: string): void =>
      entry.member(member).refuse(expected, undefined);
    return [ownState.read(entry.object(), refuse)];
  });
}

/** A predictor by itself is the whole file. */
function flatEntry(reader: StateReader): StateReader {
  const isFlat = reader.member('signature').value !== undefined;
  return isFlat ? reader : new StateReader(undefined, 'signature', reader.issues);
}

/** The entry of a predictor; DSPy 2.5 kept that of a ChainOfThought at the path of the module. */
function entryOf(reader: StateReader, path: string): StateReader {
  const entry = reader.member(stateKeyOf(path));
  if (entry.value !== undefined || !path.endsWith('.predict')) return entry;
  const older = reader.member(path.slice(0, -'.predict'.length));
  return older.member('extended_signature').value === undefined ? entry : older;
}

function hintFor(reader: StateReader, path: string): string {
  const paths = Object.keys(reader.object()).filter((key) => key !== 'metadata');
  if (paths.includes('signature')) return '; this is the state of a predictor by itself';
  const nearest = nearestOf(path, paths);
  return nearest === undefined ? '' : `; there is one for ${nearest}`;
}

function noteUnknownKeys(reader: StateReader): void {
  const unknown = unknownKeysOf(reader.object());
  if (unknown.length > 0) warn('DSPEX_STATE_KEYS', `${reader.path}: nothing reads ${unknown.join(', ')}.`);
}

function assertReadableVersion(version: unknown): void {
  if (typeof version === 'number' && version > STATE_VERSION)
    throw new StateVersionError(version, STATE_VERSION);
}

function refuseDrift(program: string, loaded: readonly Loaded[], { drift }: LoadOptions): void {
  if (drift === 'accept') return;
  const drifted = loaded.filter(({ entry }) => entry.drift !== undefined);
  if (drifted.length === 0) return;
  throw new SignatureDriftError(
    program,
    drifted.map(({ path, entry }) => `${path}\n${entry.drift}`).join('\n'),
  );
}

function assign(
  predictor: AnyPredict,
  { drift: _, ...entry }: LoadedEntry,
  config: LmSettings | undefined,
): void {
  const standing = (predictor as unknown as { readonly [STATE]: PredictorState })[STATE];
  const state = { ...standing, ...entry, config: config ?? standing.config };
  Object.defineProperty(predictor, STATE, { value: Object.freeze(state), configurable: true });
}

function freeze(module: ModuleNode): void {
  Object.defineProperty(module, FROZEN, { value: true, configurable: true });
}

/** Demonstrations were chosen for the prompts of that format. */
function notePromptFormat(own: StateReader): void {
  const saved = own.member('promptFormat');
  const [name, version] = [saved.member('name').value, saved.member('version').value];
  const current = currentAdapter.get();
  if (name === undefined || (name === current.name && version === current.version)) return;
  warn(
    'DSPEX_PROMPT_FORMAT',
    `The program was saved with the prompt format ${String(name)} ${String(version)}; ${current.name} ${current.version} is in force.`,
  );
}
