import {
  type AnyClass,
  lineageOf,
  type MetadataObject,
  ownMetadata,
  readOwn,
  writeOwn,
} from './class-metadata';
import { metadataKey } from './metadata-key';

/** Something to do to a class's prototype once the class exists. */
export type LateAction = (prototype: object) => void;

const LATE = metadataKey<readonly LateAction[]>('late@1');

/**
 * Puts off what needs the class itself. Standard decorators of properties run before their class exists, while
 * class-validator's want its prototype.
 */
export function deferToClass(metadata: MetadataObject, action: LateAction): void {
  writeOwn(metadata, LATE, [...(readOwn(metadata, LATE) ?? []), action]);
}

/** Does what was put off for the class and its bases, once, whichever copy of the library asks first. */
export function settleClass(constructor: AnyClass): void {
  for (const owner of lineageOf(constructor)) {
    const metadata = ownMetadata(owner);
    const actions = metadata === undefined ? undefined : readOwn(metadata, LATE);
    if (metadata === undefined || actions === undefined || actions.length === 0) continue;
    writeOwn(metadata, LATE, []);
    for (const action of actions) action(owner.prototype as object);
  }
}
