/** Why a reply is not whole, for the model. */
export function cutReason(finishReason: string): string {
  return finishReason === 'length'
    ? 'The reply was cut at the token limit. Say less, or do it in smaller pieces.'
    : `The reply did not end as it should (${finishReason}).`;
}
