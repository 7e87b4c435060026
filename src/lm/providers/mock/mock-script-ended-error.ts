import { DspyError } from '../../../errors';
import { textOf } from '../../../messages';
import { excerpt } from '../../../util';
import type { LmRequest } from '../../request';

/** A mock was asked once more than its script has replies. */
export class MockScriptEndedError extends DspyError {
  static override readonly code = 'MOCK_SCRIPT_ENDED';

  /** @param replies how many there were. */
  constructor(replies: number, request: LmRequest) {
    const last = request.messages.at(-1);
    super({
      problem: `MockLM was asked ${replies + 1} times but has only ${replies} ${replies === 1 ? 'reply' : 'replies'}.`,
      found: last === undefined ? undefined : `last message: ${excerpt(textOf(last))}`,
      fix: 'give it another reply, or find out who asks once too often.',
    });
  }
}
