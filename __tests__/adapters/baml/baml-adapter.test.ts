import 'reflect-metadata';
import { Max } from 'class-validator';
import { BAMLAdapter, InputField, OutputField, Predict, Signature } from '../../../src';
import { MockLM } from '../../../src/lm';

class Part {
  @OutputField({ desc: 'as printed on it' }) sku!: string;
  @OutputField() @Max(9) count!: number;
  @OutputField({ items: () => Part, optional: true }) parts?: Part[];
}

class Address {
  @OutputField() street!: string;
}

@Signature('Read the order.')
class ReadOrder {
  @InputField() readonly text!: string;
  @OutputField({ items: () => Part }) parts!: Part[];
  @OutputField({ desc: 'where to' }) to!: Address;
  @OutputField({ type: '"air" | "sea" | null' }) by!: 'air' | 'sea' | null;
}

describe('BAMLAdapter', () => {
  it('shows the outputs as one type, each class once, with what is said about them', () => {
    const { messages } = new Predict(ReadOrder).render({ text: 't' }, { adapter: new BAMLAdapter() });
    expect(messages[0]?.content).toMatchSnapshot();
  });

  it('reads an object and holds the model to a schema where it can', async () => {
    const lm = new MockLM(['{"parts": [{"sku": "a", "count": 1}], "to": {"street": "s"}, "by": null}']);
    const prediction = await new Predict(ReadOrder).call({ text: 't' }, { lm, adapter: new BAMLAdapter() });
    expect(prediction.parts[0]).toBeInstanceOf(Part);
    expect(prediction.route).toBe('baml/schema');
  });
});
