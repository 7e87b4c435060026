import { contextSlot } from '../context';

/** How many correction turns a call may take where nothing closer says otherwise: one. */
export const currentCorrections = contextSlot<number>('max-corrections', 1);
