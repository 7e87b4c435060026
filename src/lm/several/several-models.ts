import { InvalidArgumentError } from '../../errors';
import { countsItself, markCounting } from '../counts-itself';
import type { LanguageModel, LmCapabilities } from '../language-model';
import { counted } from '../middleware/counted';

/** At least one model. */
export type Models = readonly [LanguageModel, ...LanguageModel[]];

/**
 * Refuses what is no list of models; each counts its usage from here on.
 *
 * @param where the call as the user wrote it.
 */
export function checkedModels(models: readonly LanguageModel[], where: string): Models {
  const isList = Array.isArray(models) && models.length > 0;
  const wrong = isList ? models.findIndex((model) => typeof model?.doGenerate !== 'function') : -1;
  if (!isList || wrong >= 0) {
    throw new InvalidArgumentError(where, {
      found: isList ? `no model at place ${wrong}` : 'no list of models',
      expected: 'at least one model.',
      fix: `${where.split('(', 1)[0]}([new LM('openai/gpt-5-mini'), new LM('anthropic/claude-haiku-4-5')])`,
    });
  }
  return models.map((model) => (countsItself(model) ? model : counted(model))) as unknown as Models;
}

/** Several models as one: named after all of them, able to do what each of them can. Looked up when it is asked for. */
export function asOneModel(
  models: Models,
  answers: Pick<LanguageModel, 'doGenerate' | 'doStream'>,
): LanguageModel {
  const [first] = models;
  return markCounting({
    provider: joined(models.map(({ provider }) => provider)),
    model: joined(models.map(({ model }) => model)),
    get endpoint() {
      return joined(models.map(({ endpoint }) => endpoint));
    },
    get tenant() {
      const tenants = models.map(({ tenant }) => tenant ?? '');
      return tenants.every((tenant) => tenant === '') ? undefined : joined(tenants);
    },
    get capabilities() {
      const names = Object.keys(first.capabilities) as (keyof LmCapabilities)[];
      return Object.fromEntries(
        names.map((name) => [name, models.every(({ capabilities }) => capabilities[name] === true)]),
      ) as unknown as LmCapabilities;
    },
    ...answers,
  });
}

function joined(names: readonly string[]): string {
  return [...new Set(names)].join('+');
}
