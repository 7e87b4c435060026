import { MockLM, type LmRequest } from '../../src/lm';
import { textOf } from '../../src/messages';

/** A request, read. */
export interface Asked {
  /** The instructions and all that surrounds them. */
  readonly system: string;
  /** The last message. */
  readonly last: string;
  readonly request: LmRequest;
  /** The value of an input in the last message. */
  input(name: string): string;
  /** How many demonstrations are shown. */
  readonly demos: number;
}

/** A model that answers each output of the signature it is asked for by a function of the output's name. */
export function scriptedLM(answer: (output: string, asked: Asked) => string | Error): MockLM {
  return new MockLM((request) => {
    const asked = readRequest(request);
    const outputs = outputsOf(asked);
    const parts = outputs.map((name) => {
      const value = answer(name, asked);
      if (value instanceof Error) throw value;
      return `[[ ## ${name} ## ]]\n${value}`;
    });
    return `${parts.join('\n\n')}\n\n[[ ## completed ## ]]`;
  });
}

export function readRequest(request: LmRequest): Asked {
  const [first, ...rest] = request.messages;
  const last = textOf(rest.at(-1)!);
  return {
    system: textOf(first!),
    last,
    request,
    input: (name) =>
      new RegExp(
        `\\[\\[ ## ${name} ## \\]\\]\\n([\\s\\S]*?)(?=\\n\\n\\[\\[ ## |\\n\\nNow reply with|$)`,
      ).exec(last)?.[1] ?? '',
    demos: Math.floor((rest.length - 1) / 2),
  };
}

/** The last line of a request says what to reply with. */
function outputsOf({ last }: Pick<Asked, 'last'>): string[] {
  const format = last.slice(last.lastIndexOf('Now reply with'));
  return [...format.matchAll(/\[\[ ## (\w+) ## \]\]/g)]
    .map(([, name]) => name!)
    .filter((name) => name !== 'completed');
}
