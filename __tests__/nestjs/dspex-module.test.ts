import { join } from 'node:path';
import { Inject, Injectable, Module as NestModule, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ChainOfThought, Module, Predict } from '../../src/modules';
import { currentLM, type LanguageModel } from '../../src/lm';
import { DSPEX_LM, DSPEX_SETTINGS, DspexModule } from '../../src/nestjs';
import { MockLM } from '../../src/testing';
import { dataFiles } from '../support/data-files';

const fileOf = dataFiles();
const reply = (text: string) => `[[ ## team ## ]]\n${text}\n\n[[ ## completed ## ]]`;

class Router extends Module {
  readonly route = new Predict('ticket -> team');

  async forward({ ticket }: { ticket: string }) {
    return this.route.call({ ticket });
  }
}

class Glossary {
  readonly words = ['invoice'];
}

class Guided extends Module {
  readonly route = new ChainOfThought('ticket -> team');

  constructor(readonly glossary: Glossary) {
    super();
  }

  async forward({ ticket }: { ticket: string }) {
    return this.route.call({ ticket });
  }
}

/** A running application of these modules; closed after the test. */
async function started(...imports: DynamicModule[]) {
  const AppModule = class {};
  NestModule({ imports })(AppModule);
  const application = await NestFactory.createApplicationContext(AppModule, {
    logger: false,
    abortOnError: false,
  });
  closing.push(() => application.close());
  return application;
}

const closing: (() => Promise<void>)[] = [];
const before = currentLM.get();
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  currentLM.setDefault(before);
});

describe('DspexModule', () => {
  it('puts settings in force before it makes programs, which are injected by their classes', async () => {
    const lm = new MockLM([reply('billing')]);

    class Desk {
      constructor(
        readonly router: Router,
        readonly model: LanguageModel,
      ) {}
    }
    Injectable()(Desk);
    Inject(Router)(Desk, undefined, 0);
    Inject(DSPEX_LM)(Desk, undefined, 1);
    const FeatureModule = class {};
    NestModule({ imports: [DspexModule.forFeature([Router])], providers: [Desk] })(FeatureModule);

    const application = await started(DspexModule.forRoot({ lm }), { module: FeatureModule });
    const desk = application.get(Desk, { strict: false });
    expect(desk.model).toBe(lm);
    expect((await desk.router.call({ ticket: 'Charged twice' })).team).toBe('billing');
    expect(application.get(DSPEX_SETTINGS)).toEqual({ lm });
  });

  it('makes settings from other providers', async () => {
    const MODEL = Symbol('model');
    const ConfigModule = class {};
    NestModule({ providers: [{ provide: MODEL, useValue: reply('bug') }], exports: [MODEL] })(ConfigModule);
    const application = await started(
      DspexModule.forRootAsync({
        imports: [ConfigModule],
        inject: [MODEL],
        useFactory: async (text: string) => ({ lm: new MockLM([text]) }),
      }),
      DspexModule.forFeature([Router]),
    );
    expect((await application.get(Router, { strict: false }).call({ ticket: 'It crashes' })).team).toBe(
      'bug',
    );
  });

  it('loads a saved program, gives it what it needs, and tells two of one class apart', async () => {
    const trained = new Router();
    trained.route.demos = [{ ticket: 'Refund', team: 'billing' }];
    const file = fileOf('.json', '{}');
    await trained.save(file);
    const OLD = Symbol('old router');
    const GlossaryModule = class {};
    NestModule({ providers: [Glossary], exports: [Glossary] })(GlossaryModule);
    const GuidedModule = class {};
    const guided = DspexModule.forFeature([{ program: Guided, inject: [Glossary] }]);
    NestModule({ imports: [{ ...guided, imports: [GlossaryModule] }] })(GuidedModule);

    const application = await started(
      DspexModule.forRoot({ lm: new MockLM([]) }),
      DspexModule.forFeature([
        { program: Router, load: file },
        { program: Router, token: OLD },
      ]),
      { module: GuidedModule },
    );
    expect(application.get(Router, { strict: false }).route.demos).toHaveLength(1);
    expect(application.get<Router>(OLD, { strict: false }).route.demos).toHaveLength(0);
    expect(application.get(Guided, { strict: false }).glossary.words).toEqual(['invoice']);
  });

  it('does not start with a file that does not fit', async () => {
    const starting = started(
      DspexModule.forRoot({ lm: new MockLM([]) }),
      DspexModule.forFeature([{ program: Router, load: join('/nowhere', 'router.json') }]),
    );
    await expect(starting).rejects.toMatchObject({ code: 'SAVING_READ' });
  });

  it('refuses what it cannot use', async () => {
    expect(() => DspexModule.forFeature([{ program: Router, file: 'x' } as never])).toThrow('load');
    expect(() => DspexModule.forFeature(['Router' as never])).toThrow('the class of a program');
    expect(() => DspexModule.forRootAsync({ factory: () => ({}) } as never)).toThrow('useFactory');
    await expect(started(DspexModule.forRoot({ model: 1 } as never))).rejects.toMatchObject({
      code: 'UNKNOWN_OPTION',
    });
  });
});
