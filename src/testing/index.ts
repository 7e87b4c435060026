/**
 * The test kit, `dspex/testing`: models that answer from a script, so that programs are tested without a provider.
 */
export {
  MockLM,
  MockScriptEndedError,
  type MockLmOptions,
  type MockReply,
  type MockReplyParts,
  type MockResponder,
} from '../lm';
