import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppendLog } from '../saving';
import type { ToolResult } from '../tools';
import { isPlainObject, sha256 } from '../util';
import { AgentRunMismatchError } from './agent-errors';
import type { StopReason } from './react-options';
import { Trajectory } from './trajectory';
import type { TrajectoryStep } from './trajectory-parts';

/** What a journal tells of a run, in the order it happened. */
export type JournalEntry =
  | { readonly type: 'begin'; readonly version: 1; readonly program: string; readonly inputs: string }
  | { readonly type: 'step'; readonly step: TrajectoryStep }
  | { readonly type: 'call-begin'; readonly id: string }
  | { readonly type: 'call-end'; readonly id: string; readonly result: ToolResult }
  | { readonly type: 'decision'; readonly id: string; readonly allowed: boolean; readonly reason?: string }
  | { readonly type: 'compaction'; readonly hidden: number; readonly summary?: string }
  | {
      readonly type: 'end';
      readonly stopped: StopReason;
      readonly outputs: Readonly<Record<string, unknown>>;
    };

/** A decision on a call. */
export interface Decision {
  readonly allowed: boolean;
  readonly reason?: string;
}

/** What is known of a run. */
export interface RunState {
  trajectory: Trajectory;
  /** Calls that began and have no result. */
  readonly begun: Set<string>;
  readonly decisions: Map<string, Decision>;
  /** How it ended, if it did. Outputs are JSON. */
  end?: { readonly stopped: StopReason; readonly outputs: Readonly<Record<string, unknown>> };
}

/** A state in which nothing happened yet. */
function freshState(trajectory = new Trajectory()): RunState {
  return { trajectory, begun: new Set(), decisions: new Map() };
}

/** Takes an entry over into a state. */
function applyEntry(state: RunState, entry: JournalEntry): void {
  switch (entry.type) {
    case 'begin':
      return;
    case 'step':
      state.trajectory = state.trajectory.withStep(entry.step);
      return;
    case 'call-begin':
      state.begun.add(entry.id);
      return;
    case 'call-end':
      state.trajectory = state.trajectory.withResult(entry.id, entry.result);
      state.begun.delete(entry.id);
      return;
    case 'decision':
      state.decisions.set(entry.id, {
        allowed: entry.allowed,
        ...(entry.reason === undefined ? {} : { reason: entry.reason }),
      });
      return;
    case 'compaction':
      state.trajectory = state.trajectory.withHidden(entry.hidden, entry.summary);
      return;
    case 'end':
      state.end = { stopped: entry.stopped, outputs: entry.outputs };
  }
}

/** Who runs with what: a directory goes on with no other run. */
export interface RunIdentity {
  /** The program: signature and tools, in words. */
  readonly program: string;
  /** The inputs, as canonical JSON. */
  readonly inputs: string;
}

/**
 * The journal of a run: a file that an entry is in before what it tells has any effect.
 */
export class AgentJournal {
  readonly state: RunState;
  readonly #log: AppendLog | undefined;

  private constructor(state: RunState, log: AppendLog | undefined) {
    this.state = state;
    this.#log = log;
  }

  /** A run that nothing keeps. */
  static inMemory(trajectory?: Trajectory): AgentJournal {
    return new AgentJournal(freshState(trajectory), undefined);
  }

  /**
   * The run in a directory, or a new one.
   *
   * @throws {@link AgentRunMismatchError} for the run of another program or with other inputs.
   */
  static open(directory: string, identity: RunIdentity, trajectory?: Trajectory): AgentJournal {
    mkdirSync(directory, { recursive: true });
    const { log, values } = AppendLog.open(join(directory, 'agent.jsonl'));
    const entries = values.filter(isEntry);
    const [first] = entries;
    const [program, inputs] = [sha256(identity.program), sha256(identity.inputs)];
    const refuse = (what: string): never => {
      log.close();
      throw new AgentRunMismatchError(directory, what);
    };
    if (first?.type === 'begin' && first.inputs !== inputs) refuse('it has other inputs');
    if (first?.type === 'begin' && first.program !== program)
      refuse('its agent has another signature or other tools');
    const journal = new AgentJournal(freshState(), log);
    if (first === undefined) {
      journal.add({ type: 'begin', version: 1, program, inputs });
      for (const step of trajectory?.steps ?? []) journal.add({ type: 'step', step });
    }
    for (const entry of entries) applyEntry(journal.state, entry);
    return journal;
  }

  /** Writes an entry down, then lets it take effect. */
  add(entry: JournalEntry): void {
    this.#log?.append(entry);
    applyEntry(this.state, entry);
  }

  /** Lets go of the file. */
  close(): void {
    this.#log?.close();
  }
}

function isEntry(value: unknown): value is JournalEntry {
  return isPlainObject(value) && typeof value['type'] === 'string';
}
