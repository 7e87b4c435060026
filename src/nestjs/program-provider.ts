import { InvalidArgumentError } from '../errors';
import type { ModuleBase } from '../modules';
import { assertKnownOptions } from '../util';
import type { NestClass, NestFactoryProvider, NestToken } from './nest-types';
import { DSPEX_SETTINGS } from './tokens';

/** A program for Nest to make, and how. */
export interface ProgramProvider {
  /** The class of the program. */
  readonly program: NestClass<ModuleBase>;
  /**
   * A file of `program.save`, loaded when the application starts, which fails if it does not fit.
   * @default nothing is loaded
   */
  readonly load?: string;
  /**
   * What it is injected by: two programs of one class need two.
   * @default its class
   */
  readonly token?: NestToken;
  /**
   * Providers that its constructor takes, in order, such as a retriever.
   * @default none
   */
  readonly inject?: readonly NestToken[];
}

/** The provider of a program. It depends on the settings, so that these are in force before any program is made. */
export function programProvider(given: NestClass<ModuleBase> | ProgramProvider): NestFactoryProvider {
  const { program, load, token = program, inject = [] } = checked(given);
  return {
    provide: token,
    inject: [DSPEX_SETTINGS, ...inject],
    useFactory: async (_settings: unknown, ...parts: unknown[]) => {
      const made = new program(...(parts as never[]));
      return load === undefined ? made : made.load(load);
    },
  };
}

function checked(given: NestClass<ModuleBase> | ProgramProvider): ProgramProvider {
  if (typeof given === 'function') return { program: given };
  const where = 'DspexModule.forFeature([{ program }])';
  if (typeof given !== 'object' || given === null || typeof given.program !== 'function') {
    throw new InvalidArgumentError(where, {
      found: typeof given,
      expected: 'the class of a program, or { program, load, token, inject }.',
    });
  }
  assertKnownOptions(given, ['program', 'load', 'token', 'inject'], where);
  return given;
}
