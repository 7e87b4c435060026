import type { Mending } from './fitting';

/**
 * What each mending costs. The cost of a fit is their sum; of a union's members and of the readings of a reply the one that
 * costs least is taken, of equals the first. What leaves a value as it is costs nothing, another spelling of the same value
 * costs little, and taking it out of or putting it into something else, or out of a sentence, costs most.
 */
export const MENDINGS = {
  bareText: { kind: 'syntax', message: 'text without quotes', cost: 2 },
  otherLiteral: { kind: 'syntax', message: 'a literal of another language', cost: 1 },
  otherNumber: { kind: 'syntax', message: 'a number that JSON does not know', cost: 1 },
  key: { kind: 'key-matched', message: 'recognised a key by another spelling', cost: 1 },
  droppedKey: { kind: 'dropped-key', message: 'left out a key that was not asked for', cost: 1 },
  unsafeKey: { kind: 'dropped-key', message: 'left out a key that could reach a prototype', cost: 1 },
  droppedItem: { kind: 'dropped-item', message: 'left out a value of another type', cost: 6 },
  defaulted: { kind: 'defaulted', message: 'filled in the default', cost: 1 },
  choice: { kind: 'matched', message: 'recognised a choice by another spelling', cost: 1 },
  namedChoice: { kind: 'matched', message: 'the only choice that the text names', cost: 4 },
  textToNumber: { kind: 'converted', message: 'a number in quotes', cost: 2 },
  writtenNumber: { kind: 'converted', message: 'a number written for people', cost: 3 },
  namedNumber: { kind: 'converted', message: 'the only number that the text names', cost: 5 },
  writtenBoolean: { kind: 'converted', message: 'true or false in words', cost: 2 },
  namedBoolean: { kind: 'converted', message: 'true or false named in the text', cost: 5 },
  numberToBoolean: { kind: 'converted', message: 'a number for true or false', cost: 3 },
  writtenNull: { kind: 'converted', message: 'nothing in words', cost: 3 },
  scalarToText: { kind: 'converted', message: 'a number or literal taken for text', cost: 3 },
  containerToText: { kind: 'converted', message: 'JSON taken for text', cost: 5 },
  writtenDate: { kind: 'converted', message: 'a date written for people', cost: 2 },
  namedDate: { kind: 'converted', message: 'the only date that the text names', cost: 5 },
  dayAlone: { kind: 'converted', message: 'a day alone, taken for its midnight UTC', cost: 2 },
  jsonInText: { kind: 'unwrapped-string', message: 'read JSON inside a text', cost: 3 },
  listInText: { kind: 'converted', message: 'a list written for people', cost: 4 },
  setToList: { kind: 'syntax', message: 'braces for a list', cost: 4 },
  wrapped: { kind: 'wrapped', message: 'put into a list or an object', cost: 4 },
  unwrapped: { kind: 'unwrapped', message: 'taken out of a list or an object', cost: 4 },
} as const satisfies Readonly<Record<string, Mending>>;

/** What a mark of the reader costs, by its kind. */
export const MARK_COSTS: Readonly<Record<string, number>> = { syntax: 1, truncated: 2, 'found-in-text': 5 };

/** From this cost on a mending makes a value doubtful: a later value in the same text that needs none is preferred. */
export const DOUBTFUL = 4;
