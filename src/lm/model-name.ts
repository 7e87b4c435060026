import { InvalidArgumentError } from '../errors';
import type { LmOptions } from './lm-options';
import { assertProvider } from './providers/provider-registry';

/**
 * Splits `provider/model` at its first slash: the model's own name may have more.
 *
 * @throws for a name without a slash, an empty half, or a provider that is not known and has no `baseURL`.
 */
export function modelNameOf(
  name: string,
  options: LmOptions,
): { readonly provider: string; readonly model: string } {
  const slash = name.indexOf('/');
  const provider = name.slice(0, slash);
  const model = name.slice(slash + 1).trim();
  if (slash <= 0 || model === '') {
    throw new InvalidArgumentError('new LM(model)', {
      found: JSON.stringify(name),
      expected: 'the provider, a slash and the model.',
      fix: `new LM('openai/${slash < 0 && name !== '' ? name : 'gpt-5-mini'}'), or another provider before the slash.`,
    });
  }
  assertProvider(provider, options);
  return { provider, model };
}
