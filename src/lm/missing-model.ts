import type { LanguageModel, LmCapabilities } from './language-model';
import { LmConfigurationError } from './lm-errors';
import type { LmResponse } from './response';

/** Stands for a saved model that cannot be made here, so that the rest of a program loads. Fails when it is asked. */
export class MissingModel implements LanguageModel {
  readonly provider: string;
  readonly model: string;
  readonly endpoint = 'none';
  readonly capabilities: LmCapabilities = Object.freeze({ jsonSchema: false, jsonMode: false, tools: false });
  readonly #reason: string;

  /**
   * @param name as it was saved.
   * @param reason why it cannot be made.
   */
  constructor(name: string, reason: string) {
    const slash = name.indexOf('/');
    this.provider = slash > 0 ? name.slice(0, slash) : 'unknown';
    this.model = name.slice(slash + 1);
    this.#reason = reason;
  }

  /** @throws {@link LmConfigurationError}, always. */
  doGenerate(): Promise<LmResponse> {
    const { provider, model } = this;
    const error = new LmConfigurationError(
      {
        problem: `The saved model ${provider}/${model} cannot be made here: ${this.#reason}`,
        fix: 'give the program a model with setLM(lm), or load it with { lms: false } to use the model in force.',
      },
      { provider, model },
    );
    return Promise.reject(error);
  }
}
