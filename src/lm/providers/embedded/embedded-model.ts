import type { LanguageModel, LmCall, LmCapabilities } from '../../language-model';
import type { LmRequest } from '../../request';
import type { LmResponse } from '../../response';
import { splitWords } from '../../split-words';
import type { LmStreamEvent } from '../../stream-event';
import { eventsOf } from '../../stream-of';

/**
 * A small deterministic in-context learner: it answers from the demonstrations in the prompt that are most like the
 * request (k nearest neighbours over TF-IDF), from words shared with labels and their descriptions, and by quoting.
 *
 * It knows nothing that the prompt does not say. Token counts are estimates: a quarter of the characters.
 */
export class EmbeddedModel implements LanguageModel {
  readonly provider = 'embedded';
  readonly endpoint: string;
  readonly capabilities: LmCapabilities = {
    jsonSchema: true,
    jsonMode: true,
    tools: false,
    manyOutputs: true,
  };

  constructor(
    readonly model: string,
    private readonly seed: number,
  ) {
    this.endpoint = `in-process:${seed}`;
  }

  async doGenerate(request: LmRequest, { signal }: LmCall): Promise<LmResponse> {
    signal?.throwIfAborted();
    const { answerPrompt } = await import('./answer-prompt');
    return answerPrompt(request, { model: this.model, seed: this.seed });
  }

  /** Word by word, as fast as they are read. */
  async *doStream(request: LmRequest, call: LmCall): AsyncGenerator<LmStreamEvent> {
    for (const event of eventsOf(await this.doGenerate(request, call), splitWords)) {
      call.signal?.throwIfAborted();
      yield event;
    }
  }
}
