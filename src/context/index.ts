export { captureContext, type InContext } from './capture-context';
export { contextSlot, type ContextSlot } from './context-slot';
