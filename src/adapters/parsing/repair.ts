export type { Repair, RepairKind } from '../../primitives';
