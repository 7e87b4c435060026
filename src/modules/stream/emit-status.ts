import { currentStreamHub } from './stream-hub';

/**
 * Tells whoever streams the running program what it is doing. Nothing happens where nobody streams.
 *
 * @param message for a person to read.
 * @param data for a program to read; passed on as it is.
 *
 * @example
 * ```ts
 * async forward({ question }: { question: string }) {
 *   emitStatus('Looking it up…');
 *   return this.answer.call({ question });
 * }
 * ```
 */
export function emitStatus(message: string, data?: unknown): void {
  currentStreamHub()?.emit({ type: 'status', message, ...(data === undefined ? {} : { data }) });
}
