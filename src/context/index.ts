export { contextSlot, type ContextSlot } from './context-slot';
