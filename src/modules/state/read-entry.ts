import type { LanguageModel, LmSettings, LmState } from '../../lm';
import { excerpt, messageOf } from '../../util';
import type { AnyPredict, Demo } from '../any-predict';
import { assertSettings } from '../call-options';
import { demoFromJson } from './demo-json';
import { lmFromState } from './lm-state';
import { readSignature } from './read-signature';
import { copyJson } from './state-json';
import type { StateReader } from './state-reader';
import type { PredictorState } from '../predictor-state';

/** What of a predictor's state an entry says; the settings are kept elsewhere. */
export interface LoadedEntry extends Partial<Omit<PredictorState, 'config'>> {
  readonly drift?: string;
}

const KNOWN = ['traces', 'train', 'demos', 'signature', 'extended_signature', 'fields', 'lm'];

/** Reads the entry of a predictor; what is wrong goes to the reader's issues. Nothing is set by its name. */
export function readEntry(reader: StateReader, predictor: AnyPredict, withLms: boolean): LoadedEntry {
  reader.object();
  const extended = reader.member('extended_signature');
  const saved = extended.value === undefined ? reader.member('signature') : extended;
  const { signature, drift } = readSignature(saved, predictor.signature);
  const demos = reader
    .member('demos')
    .items()
    .map((demo) => readDemo(demo, signature));
  return {
    signature,
    drift,
    demos: reader.member('demos').value === undefined ? predictor.demos : Object.freeze(demos),
    traces: readList(reader.member('traces')) ?? predictor.traces,
    train: readList(reader.member('train')) ?? predictor.train,
    decisions: readDecisions(reader.member('fields'), predictor),
    lm: withLms ? readLm(reader.member('lm')) : predictor.lm,
  };
}

/** Keys of an entry that nothing reads. */
export function unknownKeysOf(entry: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(entry).filter((key) => !KNOWN.includes(key));
}

/** Settings we kept for a predictor. */
export function readConfig(reader: StateReader): LmSettings | undefined {
  if (reader.value === undefined) return undefined;
  const config = reader.object();
  try {
    assertSettings(config, reader.path);
  } catch {
    reader.refuse('settings of a model, such as temperature', undefined);
  }
  return Object.freeze(copyReadable(reader, config) as LmSettings);
}

function readDemo(reader: StateReader, signature: AnyPredict['signature']): Demo {
  const demo = reader.object();
  return demoFromJson(signature, copyReadable(reader, demo) as Demo);
}

function readList(reader: StateReader): readonly unknown[] | undefined {
  if (reader.value === undefined) return undefined;
  return Object.freeze(reader.items().map((item) => copyReadable(item, item.value)));
}

/** Thresholds of decision outputs: named by output, as DSPy demands. */
function readDecisions(reader: StateReader, { signature }: AnyPredict): PredictorState['decisions'] {
  if (reader.value === undefined) return undefined;
  const decisions = reader.object();
  for (const name of Object.keys(decisions)) {
    const isOutput = signature.field(name)?.role === 'output';
    if (!isOutput) reader.member(name).refuse('settings of an output of the signature', undefined);
  }
  return Object.freeze(copyReadable(reader, decisions) as Record<string, unknown>);
}

function readLm(reader: StateReader): LanguageModel | undefined {
  if (reader.value === undefined || reader.value === null) return undefined;
  const state = reader.object();
  if (typeof state['model'] !== 'string')
    return reader.member('model').refuse('the name of a model', undefined);
  try {
    return lmFromState(state as LmState, reader.path.replace(/\.lm$/, ''));
  } catch (error) {
    const reason = excerpt(messageOf(error).replace(/\s+/g, ' '), 160);
    const expected = `a model that can be made (${reason}); { lms: false } leaves it out`;
    return reader.refuse(expected, undefined);
  }
}

/** A copy; a place that JSON cannot hold becomes an issue. */
function copyReadable(reader: StateReader, value: unknown): unknown {
  try {
    return copyJson(value, reader.path);
  } catch {
    return reader.refuse('plain JSON', {});
  }
}
