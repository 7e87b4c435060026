import { DspyError } from '../../errors';
import { currentLM, wrapModel, type LanguageModel, type LmRequest, type LmResponse } from '../../lm';
import type { Module } from '../../modules';
import { asyncPool, canonicalJson, sha256 } from '../../util';
import type { CompileRun } from '../job/compile-run';

/** Replies by what was asked, as JSON. */
export type Replies = Readonly<Record<string, LmResponse>>;

/** Something was asked that was not asked in the run that is replayed. */
class UnrecordedReplyError extends DspyError {
  static override readonly code = 'COMPILE_UNRECORDED_REPLY';

  constructor() {
    super({
      problem:
        'A step asks something else when an earlier step decides differently, so its answer is not known.',
      fix: 'calibrate the later step in a run of its own.',
    });
  }
}

/** Runs a program on all examples once and keeps every reply. An example that fails leaves the replies until then. */
export function recordReplies(run: CompileRun<Module>): Promise<Replies> {
  return run.step('replies', async (signal) => {
    const replies: Record<string, LmResponse> = {};
    const program = withModels(run.student, (inner) =>
      wrapModel(inner, async (request, call) => {
        const response = await inner.doGenerate(request, call);
        replies[keyOf(inner, request)] = response;
        return response;
      }),
    );
    await asyncPool({ concurrency: run.concurrency, signal }, run.trainset, async (example) => {
      try {
        await program.call(example.inputs() as never, { signal });
      } catch (error) {
        signal.throwIfAborted();
        run.note(`An example could not be run: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
    return replies;
  });
}

/** A copy of a program that is answered by kept replies alone. */
export function withReplies<Student extends Module>(program: Student, replies: Replies): Student {
  return withModels(program, (inner) =>
    wrapModel(inner, async (request) => {
      const key = keyOf(inner, request);
      if (!Object.hasOwn(replies, key)) throw new UnrecordedReplyError();
      return replies[key] as LmResponse;
    }),
  );
}

function withModels<Student extends Module>(
  program: Student,
  wrap: (inner: LanguageModel) => LanguageModel,
): Student {
  const copy = program.deepCopy();
  const wrapped = new Map<LanguageModel, LanguageModel>();
  for (const [, predictor] of copy.namedPredictors({ frozen: true })) {
    const inner = predictor.lm ?? currentLM.get();
    if (inner === undefined) continue;
    const known = wrapped.get(inner) ?? wrap(inner);
    wrapped.set(inner, known);
    predictor.lm = known;
  }
  return copy;
}

function keyOf({ provider, model, endpoint }: LanguageModel, request: LmRequest): string {
  return sha256(canonicalJson({ provider, model, endpoint, request })).slice(0, 32);
}
