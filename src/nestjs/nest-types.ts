/**
 * What Nest takes as a provider and as a dynamic module, as far as it matters here. Written down anew, so that neither the code nor
 * the types of this room need Nest: what they describe fits any version from 10 on.
 */
export type NestToken = string | symbol | (abstract new (...args: never[]) => object);

/** A class that Nest can make. */
export type NestClass<Instance extends object = object> = new (...args: never[]) => Instance;

/** A provider made by a function. */
export interface NestFactoryProvider {
  readonly provide: NestToken;
  readonly useFactory: (...parts: unknown[]) => unknown;
  readonly inject: NestToken[];
}

/** A module made at run time. */
export interface NestDynamicModule<Import = never> {
  readonly module: new () => object;
  readonly global?: boolean;
  readonly imports?: Import[];
  readonly providers: NestFactoryProvider[];
  readonly exports: NestToken[];
}
