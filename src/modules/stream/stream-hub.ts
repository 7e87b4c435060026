import type { ReplyListener } from '../../adapters';
import { contextSlot } from '../../context';
import { currentToolObserver, type ToolObserver } from '../../tools';
import type { ModuleNode } from '../graph/brands';
import { findModules } from '../graph/walk';
import type { ProgramStreamEvent } from './stream-event';

const currentHub = contextSlot<StreamHub | undefined>('program-stream', undefined);

/** The stream that the running code is part of; undefined when nobody streams. */
export function currentStreamHub(): StreamHub | undefined {
  return currentHub.get();
}

/** Gathers the events of one run of a program. */
export class StreamHub {
  readonly #root: ModuleNode;
  readonly #emit: (event: ProgramStreamEvent) => void;
  #paths: ReadonlyMap<object, string> | undefined;
  #calls = 0;

  constructor(root: ModuleNode, emit: (event: ProgramStreamEvent) => void) {
    this.#root = root;
    this.#emit = emit;
  }

  emit(event: ProgramStreamEvent): void {
    this.#emit(event);
  }

  /** Runs the program; its predictors, tools and status messages are heard here. */
  run<Result>(body: () => Result): Result {
    const outer = currentToolObserver.get();
    const observe: ToolObserver = (event) => {
      outer?.(event);
      const { name: tool, ...rest } = event;
      this.#emit({ tool, ...rest });
    };
    return currentHub.run(this, () => currentToolObserver.run(observe, body));
  }

  /** Listens to one call of a predictor. */
  listenTo(predictor: object): ReplyListener {
    const origin = { predictor: this.#pathOf(predictor), call: this.#calls++ };
    let stale = new Set<string>();
    const given = new Set<string>();
    return {
      started: (lm) => {
        stale = new Set(given);
        this.#emit({ type: 'lm-start', ...origin, model: `${lm.provider}/${lm.model}` });
      },
      field: (delta) => {
        const isFirst = stale.delete(delta.field);
        given.add(delta.field);
        this.#emit({ type: 'field-delta', ...origin, ...delta, ...(isFirst ? { restart: true } : {}) });
      },
      reasoning: (delta) => this.#emit({ type: 'reasoning-delta', ...origin, delta }),
    };
  }

  /** A predictor that was made while the program runs is looked for again; one that hangs nowhere has no path. */
  #pathOf(predictor: object): string {
    let path = this.#paths?.get(predictor);
    if (path === undefined) {
      this.#paths = new Map(findModules(this.#root).map(({ path: at, module }) => [module, at]));
      path = this.#paths.get(predictor);
    }
    return path ?? '';
  }
}
