export { defineConfig, type DataSource, type DspexConfig, type ProgramSource } from './config/define-config';
export { main } from './main';
export type { Input, Output, Surroundings } from './surroundings';
