export { configure } from './configure';
export type { Settings } from './settings';
export { withContext } from './with-context';
