import { currentAdapter } from '../../adapters';
import { printType, type Field, type SignatureDescription } from '../../signatures';
import type { AnyPredict } from '../any-predict';
import { FROZEN, isPredictor, type ModuleNode } from '../graph/brands';
import { classNameOf } from '../graph/class-name';
import { ownStateOf } from '../graph/own-state';
import { findModules, type FoundModule } from '../graph/walk';
import { nearestOf } from '../nearest/show-nearest';
import { demoToJson } from './demo-json';
import { lmToState } from './lm-state';
import { nearestToState } from './nearest-state';
import { copyJson, setMember } from './state-json';
import { type OwnMetadata, STATE_VERSION, stateKeyOf } from './state-keys';

/** A program's state in DSPy's layout, as plain JSON; integers beyond 2^53 are bigints. */
export type ProgramState = Readonly<Record<string, unknown>>;

/**
 * The state of a program: one entry for each predictor under its path, those of frozen modules included, and for each
 * module with a state of its own; a predictor by itself is the entry. Our own data stands where DSPy ignores it.
 */
export function dumpProgram(root: ModuleNode): ProgramState {
  const modules = findModules(root);
  const metadata = { dependency_versions: {}, dspex: ownMetadata(root, modules) };
  if (isPredictor(root)) return { ...dumpEntry(root as AnyPredict, 'self'), metadata };
  const state: Record<string, unknown> = {};
  for (const { path, module } of modules) {
    const entry = isPredictor(module) ? dumpEntry(module as AnyPredict, path) : ownStateOf(module)?.dump();
    if (entry !== undefined) setMember(state, stateKeyOf(path), entry);
  }
  return { ...state, metadata };
}

function dumpEntry(predictor: AnyPredict, path: string): ProgramState {
  const { signature, demos, decisions, traces, train, lm } = predictor;
  return {
    traces: copyJson(traces, `${path}.traces`),
    train: copyJson(train, `${path}.train`),
    demos: demos.map((demo, index) => demoToJson(signature, demo, `${path}.demos[${index}]`)),
    signature: dumpSignature(signature),
    ...(decisions === undefined ? {} : { fields: copyJson(decisions, `${path}.fields`) }),
    lm: lm === undefined ? null : lmToState(lm, path),
  };
}

function dumpSignature({
  name,
  instructions,
  inputFields,
  outputFields,
}: SignatureDescription): ProgramState {
  return { instructions, fields: [...inputFields, ...outputFields].map(dumpField), name };
}

/** DSPy reads prefix and description, by position; the rest is ours. */
function dumpField({ prefix, desc, name, role, type }: Field): ProgramState {
  return { prefix, description: desc, name, role, type: printType(type) };
}

function ownMetadata(root: ModuleNode, modules: readonly FoundModule[]): OwnMetadata {
  const { name, version } = currentAdapter.get();
  const frozen = modules.filter(({ module }) => module[FROZEN] === true).map(({ path }) => path);
  const configs: Record<string, object> = {};
  const nearest = nearestOf(root);
  for (const { path, module } of modules) {
    if (!isPredictor(module)) continue;
    const { config } = module as AnyPredict;
    if (Object.keys(config).length > 0) setMember(configs, path, copyJson(config, `${path}.config`));
  }
  return {
    version: STATE_VERSION,
    program: classNameOf(root),
    promptFormat: { name, version },
    ...(frozen.length === 0 ? {} : { frozen }),
    ...(Object.keys(configs).length === 0 ? {} : { configs: configs as Record<string, object> }),
    ...(nearest === undefined ? {} : { nearest: nearestToState(nearest, signaturesOf(modules)) }),
  };
}

function signaturesOf(modules: readonly FoundModule[]): ReadonlyMap<string, SignatureDescription> {
  const predictors = modules.filter(({ module }) => isPredictor(module));
  return new Map(predictors.map(({ path, module }) => [path, (module as AnyPredict).signature]));
}
