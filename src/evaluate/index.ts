export { EM, F1 } from './metrics/text-scores';
export { normalizeText } from './metrics/normalize-text';
