import type { ModuleBase } from '../modules';
import { configure, type Settings } from '../settings';
import { assertKnownOptions } from '../util';
import type { NestClass, NestDynamicModule, NestFactoryProvider, NestToken } from './nest-types';
import { programProvider, type ProgramProvider } from './program-provider';
import { DSPEX_LM, DSPEX_SETTINGS } from './tokens';

/** Settings that are made from other providers. */
export interface DspexAsyncOptions<Import = unknown> {
  /**
   * Modules whose providers are injected.
   * @default none
   */
  readonly imports?: readonly Import[];
  /**
   * What the factory is given, in order.
   * @default nothing
   */
  readonly inject?: readonly NestToken[];
  /** Makes the settings. */
  readonly useFactory: (...parts: never[]) => Settings | Promise<Settings>;
}

/**
 * DSPEx as a module of Nest: settings once in the root module, programs as providers where they are needed.
 *
 * @example
 * ```ts
 * @Module({
 *   imports: [
 *     DspexModule.forRootAsync({ inject: [ConfigService], useFactory: (config) => ({ lm: new LM(config.get('MODEL')) }) }),
 *     DspexModule.forFeature([{ program: Router, load: 'router.json' }]),
 *   ],
 * })
 * class AppModule {}
 * ```
 */
// Nest knows a module by its class; it never makes one of this.
// eslint-disable-next-line @typescript-eslint/no-extraneous-class
export class DspexModule {
  /**
   * Puts settings in force for the process (as `configure` does) when the application starts. Import it once, in the root module;
   * its providers {@link DSPEX_SETTINGS} and {@link DSPEX_LM} can then be injected everywhere.
   */
  static forRoot(settings: Settings): NestDynamicModule {
    return rootModule({ inject: [], useFactory: () => settings });
  }

  /** As {@link forRoot}, with settings made from other providers. */
  static forRootAsync<Import = never>(options: DspexAsyncOptions<Import>): NestDynamicModule<Import> {
    assertKnownOptions(options, ['imports', 'inject', 'useFactory'], 'DspexModule.forRootAsync(...)');
    const { imports = [], inject = [], useFactory } = options;
    return {
      ...rootModule({ inject: [...inject], useFactory: useFactory as NestFactoryProvider['useFactory'] }),
      imports: [...imports],
    };
  }

  /**
   * Provides programs, each made once and injected by its class. Needs {@link forRoot} in the root module.
   *
   * @param programs classes, or classes with what to load and to inject.
   * @throws {@link InvalidArgumentError}, {@link UnknownOptionError}. Starting the application throws what loading throws.
   */
  static forFeature(programs: readonly (NestClass<ModuleBase> | ProgramProvider)[]): NestDynamicModule {
    const providers = programs.map(programProvider);
    return { module: DspexModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}

function rootModule({
  inject,
  useFactory,
}: Pick<NestFactoryProvider, 'inject' | 'useFactory'>): NestDynamicModule {
  const settings: NestFactoryProvider = {
    provide: DSPEX_SETTINGS,
    inject,
    useFactory: async (...parts: unknown[]) => {
      const made = (await useFactory(...parts)) as Settings;
      configure(made);
      return made;
    },
  };
  const lm: NestFactoryProvider = {
    provide: DSPEX_LM,
    inject: [DSPEX_SETTINGS],
    useFactory: (made) => (made as Settings).lm,
  };
  return {
    module: DspexModule,
    global: true,
    providers: [settings, lm],
    exports: [DSPEX_SETTINGS, DSPEX_LM],
  };
}
