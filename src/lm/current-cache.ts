import type { CacheStore } from '../cache';
import { contextSlot } from '../context';

/**
 * The cache in force where none is named: a store, `false` for none, or undefined for the default (memory over disk).
 */
export const currentCache = contextSlot<CacheStore | false | undefined>('cache', undefined);
