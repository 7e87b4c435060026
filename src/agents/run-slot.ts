import { contextSlot } from '../context';
import type { AgentRunOptions } from './react-options';

/** What `run` hands to the `forward` it calls; agents inside do not see it. */
export const currentRunOptions = contextSlot<
  Pick<AgentRunOptions, 'directory' | 'trajectory' | 'approvals'> | undefined
>('dspex.agent-run', undefined);
