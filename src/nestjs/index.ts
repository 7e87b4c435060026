/** A module of Nest, `dspex/nestjs`. */
export { DspexModule, type DspexAsyncOptions } from './dspex-module';
export type { NestClass, NestDynamicModule, NestFactoryProvider, NestToken } from './nest-types';
export type { ProgramProvider } from './program-provider';
export { DSPEX_LM, DSPEX_SETTINGS } from './tokens';
