import type { Adapter, Prompt } from './adapter';
import type { PromptLayout } from './prompt-writer';

/** What `askModel` uses of an adapter. */
export interface Format
  extends
    Pick<Adapter, 'name' | 'format' | 'read' | 'openStream'>,
    Pick<PromptLayout, 'remind' | 'neutralized'> {
  /**
   * How the model is held to the format: the word behind the adapter's name in a route.
   * @default the name says it all
   */
  readonly routeOf?: (prompt: Prompt) => string;
}
