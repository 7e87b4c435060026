export { DspyError, type ErrorParts } from './dspy-error';
export { InvalidArgumentError } from './invalid-argument-error';
export { PeerMissingError } from './peer-missing-error';
export { UnknownOptionError } from './unknown-option-error';
