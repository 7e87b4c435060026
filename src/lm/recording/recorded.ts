import { InvalidArgumentError } from '../../errors';
import { assertKnownOptions } from '../../util';
import type { LanguageModel } from '../language-model';
import { observeStream } from '../middleware/observe-stream';
import type { LmRequest } from '../request';
import type { LmResponse } from '../response';
import type { LmStreamEvent } from '../stream-event';
import { eventsOf, streamOf } from '../stream-of';
import { wrapModel } from '../wrap-model';
import { RecordingMissingError } from './recording-missing-error';
import { RecordingFolder } from './recording-folder';

/** What is done with a call. */
export type RecordingMode = 'record' | 'replay' | 'live' | 'replay-or-record';

/** Where recordings are, and what is done with them. */
export interface RecordingOptions {
  /** A folder with one JSON file for each request; it is made when something is recorded. */
  readonly directory: string;
  /**
   * - `record` asks the model and writes the reply down, instead of what was recorded before;
   * - `replay` never asks the model: what was not recorded is an error;
   * - `replay-or-record` asks the model for what was not recorded, and writes it down;
   * - `live` asks the model and leaves recordings alone.
   * @default 'replay-or-record'
   */
  readonly mode?: RecordingMode;
  /**
   * Goes over every text before it is written. What looks like a key is taken out before.
   * @default leaves it as it is
   */
  readonly redact?: (text: string) => string;
}

const MODES: readonly RecordingMode[] = ['record', 'replay', 'live', 'replay-or-record'];

/**
 * The same model, with its replies recorded in or replayed from plain JSON files: for tests that need no provider.
 *
 * Recordings hold requests and replies, no address, no header and no key. The same request asked several times replays its
 * replies in the order they were recorded, then the last one again. Failed calls are not recorded.
 *
 * @throws {@link UnknownOptionError}, {@link InvalidArgumentError}; (when asked) {@link RecordingMissingError}.
 *
 * @example
 * ```ts
 * const lm = recorded(new LM('openai/gpt-5-mini', { cache: false }), { directory: 'recordings', mode: 'replay' });
 * ```
 */
export function recorded(model: LanguageModel, options: RecordingOptions): LanguageModel {
  const mode = checkedMode(options);
  if (mode === 'live') return model;
  const folder = new RecordingFolder({ ...options, who: model });
  const known = async (request: LmRequest): Promise<LmResponse | undefined> => {
    const response = mode === 'record' ? undefined : await folder.next(request);
    if (response !== undefined || mode !== 'replay') return response;
    throw new RecordingMissingError(options.directory, await folder.nearest(request));
  };
  const record = (request: LmRequest, response: LmResponse): Promise<void> => folder.add(request, response);
  return wrapModel(
    model,
    async (request, call) => {
      call.signal?.throwIfAborted();
      const replayed = await known(request);
      if (replayed !== undefined) return replayed;
      const response = await model.doGenerate(request, call);
      await record(request, response);
      return response;
    },
    async function* (request, call): AsyncGenerator<LmStreamEvent> {
      call.signal?.throwIfAborted();
      const replayed = await known(request);
      if (replayed !== undefined) yield* eventsOf(replayed);
      else {
        yield* observeStream(streamOf(model, request, call), {
          finished: (response) => record(request, response),
          failed: () => undefined,
          left: () => undefined,
        });
      }
    },
  );
}

function checkedMode(options: RecordingOptions): RecordingMode {
  assertKnownOptions(options, ['directory', 'mode', 'redact'], 'recorded(model, ...)');
  const { directory, mode = 'replay-or-record' } = options;
  if (typeof directory !== 'string' || directory.trim() === '') {
    throw new InvalidArgumentError('recorded(model, { directory })', {
      found: typeof directory,
      expected: 'the path of a folder.',
    });
  }
  if (MODES.includes(mode)) return mode;
  throw new InvalidArgumentError('recorded(model, { mode })', {
    found: JSON.stringify(mode),
    expected: `one of ${MODES.join(', ')}.`,
  });
}
