import { BAMLAdapter, ChatAdapter, JSONAdapter, XMLAdapter, type Adapter } from '../../adapters';

const ADAPTERS: Readonly<Record<string, () => Adapter>> = {
  chat: () => new ChatAdapter(),
  json: () => new JSONAdapter(),
  xml: () => new XMLAdapter(),
  baml: () => new BAMLAdapter(),
};

/** The prompt format of a name that the flag allows. */
export function chooseAdapter(name: string): Adapter {
  return (ADAPTERS[name] as () => Adapter)();
}
