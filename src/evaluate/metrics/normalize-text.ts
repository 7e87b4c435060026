export { comparableText, comparableTokens, normalizeText } from '../../util';
