import { isPlainObject } from '../../../util';
import type { LmError } from '../../lm-error';
import { mapSdkError, notAReply, type SdkErrorContext } from '../shared/map-sdk-error';

/** The neutral error for what OpenAI's SDK threw. */
export function mapOpenaiError(error: unknown, context: SdkErrorContext): LmError {
  return mapSdkError(error, context);
}

/** The error for a successful answer without choices: some gateways report failures with status 200. */
export function errorInOpenaiReply(body: unknown, context: SdkErrorContext): LmError {
  const inner = isPlainObject(body) ? body['error'] : undefined;
  if (!isPlainObject(inner)) return notAReply(body, context);
  const status =
    [inner['status'], inner['code']].map(Number).find((code) => code >= 400 && code < 600) ??
    (inner['type'] === 'server_error' || inner['code'] === 'server_error' ? 500 : undefined);
  if (status === undefined) return notAReply(body, context);
  return mapSdkError(Object.assign(new Error(String(inner['message'])), inner, { status }), context);
}
