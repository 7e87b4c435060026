import { contextSlot } from '../context';
import type { ToolResult } from './tool-result';

/** What happens around the calls of tools, as it happens. */
export type ToolEvent =
  | {
      readonly type: 'tool-start';
      /** The id of the call, the same in both events. */
      readonly id: string;
      readonly name: string;
      /** As the model gave them; without those that the program adds. */
      readonly arguments: Readonly<Record<string, unknown>>;
    }
  | {
      readonly type: 'tool-end';
      readonly id: string;
      readonly name: string;
      readonly result: ToolResult;
      /** How long the tool ran, in milliseconds. */
      readonly duration: number;
    };

/** Is told of tool events. It must not throw. */
export type ToolObserver = (event: ToolEvent) => void;

/** Who is told of the tool calls made here; undefined for nobody. Whoever sets it passes events on to the one before. */
export const currentToolObserver = contextSlot<ToolObserver | undefined>('dspex.tool-events', undefined);
