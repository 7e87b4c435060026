import type { OpenAI } from 'openai';
import type { LmCapabilities } from '../../language-model';
import type { LmRequest } from '../../request';
import type { LmResponse } from '../../response';
import type { LmStreamEvent } from '../../stream-event';
import type { StreamPiece } from '../shared/stream-reply';
import type { ToolNames } from '../shared/tool-names';
import type { ChatStreamContext } from './stream-chat';
import type { OpenaiObject, OpenaiRequest, OpenaiTarget } from './to-openai-request';

/** What the SDK is told of one call. */
export interface OpenaiCallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly maxRetries: 0;
}

/** One of the interfaces in which OpenAI serves its models: how a request is said in it and a reply is read. */
export interface OpenaiInterface {
  /** Where batches send it. */
  readonly batchUrl: '/v1/chat/completions' | '/v1/responses';
  /** Behind the server's address, so that two interfaces share no cached reply. */
  readonly endpointSuffix: '' | '/responses';
  capabilitiesOf(model: string): LmCapabilities;
  toRequest(request: LmRequest, target: OpenaiTarget): OpenaiRequest;
  /** The body of a request for a stream. */
  toStreamBody(body: OpenaiObject): OpenaiObject;
  create(client: OpenAI, body: OpenaiObject, options: OpenaiCallOptions): PromiseLike<unknown>;
  /** Whether a reply only tells of a failure. */
  isFailure(reply: unknown): boolean;
  /** Undefined for what is no reply. */
  fromResponse(reply: unknown, names: ToolNames): LmResponse | undefined;
  readStream(pieces: AsyncIterable<StreamPiece>, context: ChatStreamContext): AsyncGenerator<LmStreamEvent>;
}
