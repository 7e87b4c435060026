/**
 * Whether OpenAI treats the model as one that reasons: such models name their token limit otherwise and refuse sampling
 * settings. Gateways put their own prefix before the name, so the last segment decides.
 */
export function isReasoningModel(model: string): boolean {
  const name = model.slice(model.lastIndexOf('/') + 1).toLowerCase();
  return /^o\d/.test(name) || (/^gpt-(?:[5-9]|\d\d)/.test(name) && !name.includes('-chat'));
}
