/** The token of the settings: `@Inject(DSPEX_SETTINGS) settings: Settings`. */
export const DSPEX_SETTINGS = Symbol.for('dspex.nestjs.settings');

/** The token of the model in the settings: `@Inject(DSPEX_LM) lm: LanguageModel`. */
export const DSPEX_LM = Symbol.for('dspex.nestjs.lm');
