import { Module, Predict } from '../../src/modules';

/** A predictor with instructions to tell it by. */
export function predictNamed(instructions: string): Predict<'question -> answer'> {
  const predict = new Predict('question -> answer');
  predict.signature = predict.signature.withInstructions(instructions);
  return predict;
}

/** A module that holds what it is given. */
export class Holder extends Module {
  readonly [name: string]: unknown;

  constructor(held: object = {}) {
    super();
    Object.assign(this, held);
  }

  override async forward(_inputs: object): Promise<object> {
    return {};
  }
}
