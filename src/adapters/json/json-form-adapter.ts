import type { LanguageModel, LmCapabilities } from '../../lm';
import type { AdapterCallOptions, AdapterReply, AdapterSignature, AdapterTask, Prompt } from '../adapter';
import { FormAdapter, type AdapterForm } from '../form-adapter';
import { textualSignature } from '../native-outputs';
import { PromptWriter, type PromptLayout } from '../prompt-writer';
import { askInSteps } from './ask-in-steps';
import { responseFormatFor } from './format-json';
import { jsonRoute } from './json-form';
import { readJsonReply } from './parse-json';
import { RefusedForms } from './refused-forms';
import { JsonSplitter } from './split-json';

/** A form whose replies are one JSON object, in a layout of its own. */
export function jsonFormOf(name: string, layout: PromptLayout): AdapterForm {
  return Object.freeze({
    name,
    layout,
    writer: new PromptWriter(layout),
    read: readJsonReply,
    split: (signature) => new JsonSplitter(signature),
    routeOf: ({ responseFormat }) => jsonRoute(responseFormat),
  } satisfies AdapterForm);
}

/** What adapters have in common whose replies are one JSON object: the model is held to it as strictly as it can be. */
export abstract class JsonFormAdapter extends FormAdapter {
  readonly #refused = new RefusedForms();

  override format(signature: AdapterSignature, task: AdapterTask, capabilities?: LmCapabilities): Prompt {
    const prompt = super.format(signature, task, capabilities);
    const responseFormat = responseFormatFor(textualSignature(signature, capabilities), capabilities);
    return responseFormat === undefined ? prompt : Object.freeze({ ...prompt, responseFormat });
  }

  override call(
    lm: LanguageModel,
    signature: AdapterSignature,
    task: AdapterTask,
    options?: AdapterCallOptions,
  ): Promise<AdapterReply> {
    return askInSteps(this.asked, lm, signature, { task, options, memory: this.#refused });
  }
}
