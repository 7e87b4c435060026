import { LmUnsupportedModelError } from '../../lm-errors';
import type { LmOptions } from '../../lm-options';
import { EmbeddedModel } from './embedded-model';

/**
 * The model behind `new LM('embedded/default')`.
 *
 * @throws {@link LmUnsupportedModelError} for any other name: there is one.
 */
export function connectEmbedded(model: string, options: LmOptions): EmbeddedModel {
  if (model !== 'default') {
    throw new LmUnsupportedModelError(
      { problem: `There is no embedded model "${model}".`, fix: 'write "embedded/default".' },
      { provider: 'embedded', model },
    );
  }
  return new EmbeddedModel(model, options.seed ?? 0);
}
