import * as decorators from '../../src/decorators';
import * as modules from '../../src/modules';
import { compilers, runSources } from '../support/compile-source';

const PROGRAM = `
import { Predictor } from 'decorators';
import { ChainOfThought, Module, Predict } from 'modules';

export class Router extends Module {
  @Predictor('ticket -> team', ChainOfThought) readonly route!: ChainOfThought<'ticket -> team'>;
  plain = new Predict('a -> b');
  @Predictor('ticket -> language', () => Predict) detect!: Predict<'ticket -> language'>;
  readonly seenInConstructor: boolean;

  constructor() {
    super();
    this.seenInConstructor = this.route !== undefined;
  }

  async forward(inputs: object) {
    return { route: this.route, inputs };
  }
}

export class Urgent extends Router {
  @Predictor('ticket -> urgency', Predict) readonly urgency!: Predict<'ticket -> urgency'>;
  @Predictor('ticket -> own', Predict) own = new Predict('mine -> own');
}
`;

interface Exports {
  readonly Router: new () => modules.Module & Record<string, unknown>;
  readonly Urgent: new () => modules.Module & Record<string, unknown>;
}

describe.each(Object.keys(compilers))('@Predictor fields compiled by %s', (name) => {
  const load = (): Exports => {
    const require = runSources(compilers[name]!, { program: PROGRAM }, { decorators, modules });
    return require('./program') as unknown as Exports;
  };

  it('are there as soon as the program is', () => {
    const router = new (load().Router)();
    expect(router['route']).toBeInstanceOf(modules.ChainOfThought);
    expect(router['route']).toBe(router['route']);
    expect(router['detect']).toBeInstanceOf(modules.Predict);
    expect(router['seenInConstructor']).toBe(true);
  });

  it('are there in forward', async () => {
    const router = new (load().Router)();
    const { route } = (await router.call({ ticket: 'x' } as never)) as { route: unknown };
    expect(route).toBe(router['route']);
  });

  it('are found by the graph walk, those of base classes too', () => {
    const paths = new (load().Urgent)().namedPredictors().map(([path]) => path);
    expect([...paths].sort()).toEqual(['detect', 'own', 'plain', 'route.predict', 'urgency']);
  });

  it('give way to what the author assigns', () => {
    const urgent = new (load().Urgent)();
    expect((urgent['own'] as modules.Predict<string>).signature.toString()).toBe('mine -> own');
    const mine = new modules.Predict('x -> y');
    urgent['detect'] = mine;
    expect(urgent['detect']).toBe(mine);
  });

  it('belong to one instance', () => {
    const { Router } = load();
    const [one, other] = [new Router(), new Router()];
    expect(one['route']).not.toBe(other['route']);
    const copy = one.deepCopy();
    expect(copy['route']).toBeInstanceOf(modules.ChainOfThought);
    expect(copy['route']).not.toBe(one['route']);
    expect(copy).toBeInstanceOf(Router);
  });
});
