import type { Adapter, AdapterSignature, Prompt } from './adapter';

/** What `askModel` uses of an adapter. */
export interface Format extends Pick<Adapter, 'name' | 'format' | 'read' | 'openStream'> {
  /**
   * How the model is held to the format: the word behind the adapter's name in a route.
   * @default the name says it all
   */
  routeOf?(prompt: Prompt): string;
  /** The last line of a request: in what form to reply. */
  remind(signature: AdapterSignature): string;
  /** Text in which nothing can pass for structure of the format. */
  neutralized(signature: AdapterSignature, text: string): string;
}
