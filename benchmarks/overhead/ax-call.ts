import { loadPeer } from '../peers';
import { INPUTS, makeDemos } from './demos';

/** The few members of the peer that the benchmark uses. */
interface Ax {
  ax(signature: string): {
    setDemos(demos: readonly object[]): void;
    forward(service: object, inputs: object): Promise<{ readonly category: string }>;
  };
  readonly AxMockAIService: new (config: object) => object;
}

const REPLY = 'Category: billing\nSummary: The subscription was charged twice.';

/** The same call with ax, on its own mock service. */
export function axCall(demos: number): () => Promise<unknown> {
  const { ax, AxMockAIService } = loadPeer('@ax-llm/ax') as Ax;
  const program = ax('title:string, body:string -> category:string, summary:string');
  program.setDemos([{ programId: 'root', traces: makeDemos(demos) }]);
  const service = new AxMockAIService({
    features: { functions: false, streaming: false },
    chatResponse: {
      results: [{ index: 0, content: REPLY, finishReason: 'stop' }],
      modelUsage: {
        ai: 'mock',
        model: 'mock',
        tokens: { promptTokens: 1, completionTokens: 1, totalTokens: 2 },
      },
    },
  });
  return () => program.forward(service, INPUTS);
}
