// A class says what goes in (readonly) and what comes out; rules and nested types are shown to the model and checked.
import { IsIn, Max, Min } from 'class-validator';
import { EmbeddedLM, InputField, OutputField, Predict, Signature, configure } from 'dspex';

configure({ lm: new EmbeddedLM() });

class Contact {
  @OutputField() email!: string;
  @OutputField() name!: string;
}

@Signature(
  'Read who wrote and what they want. refund: money back, a wrong charge. repair: broken, cracked, faulty.',
)
class ReadMessage {
  @InputField({ desc: 'as it came in' }) readonly message!: string;
  @OutputField() @IsIn(['refund', 'repair']) wish!: 'refund' | 'repair';
  @OutputField({ type: () => Contact }) contact!: Contact;
  @OutputField() @Min(0) @Max(1) confidence!: number;
}

export async function main() {
  const read = new Predict(ReadMessage);
  const { wish, contact, confidence } = await read.call({
    message: 'My money back please, the charge was wrong. Write to ada@example.org. Ada Lovelace',
  });
  console.log(wish, contact.email, confidence);
  return { wish, email: contact.email };
}

if (require.main === module) void main();
