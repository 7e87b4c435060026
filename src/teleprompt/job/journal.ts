import { join } from 'node:path';
import { NO_USAGE, type Usage } from '../../messages';
import { AppendLog } from '../../saving';

/** A step that was taken: its result is not asked for again. */
interface JournalEntry {
  readonly step: string;
  readonly value: unknown;
  readonly usage: Usage;
  /** Minutes of all processes of the job until then. */
  readonly minutes: number;
}

/** The file of a journal in its directory. */
export const JOURNAL_FILE = 'journal.jsonl';

/**
 * What an optimizer found out by asking, step by step: with it and the evaluation store, running the same code again takes
 * the same way without paying again, which is all that resuming is.
 */
export class Journal {
  readonly #entries = new Map<string, JournalEntry>();
  readonly #log: AppendLog | undefined;

  private constructor(log: AppendLog | undefined, values: readonly unknown[]) {
    this.#log = log;
    for (const value of values) if (isEntry(value)) this.#entries.set(value.step, value);
  }

  static open(directory: string): Journal {
    const { log, values } = AppendLog.open(join(directory, JOURNAL_FILE));
    return new Journal(log, values);
  }

  static inMemory(): Journal {
    return new Journal(undefined, []);
  }

  get size(): number {
    return this.#entries.size;
  }

  entries(): IterableIterator<JournalEntry> {
    return this.#entries.values();
  }

  /** A step's result as JSON; undefined for a step that was not taken. */
  get(step: string): { readonly value: unknown } | undefined {
    return this.#entries.get(step);
  }

  /** Writes a step down and gives its value back as it will be read, so that a resumed run sees the very same. */
  put(step: string, value: unknown, usage: Usage = NO_USAGE, minutes = 0): unknown {
    const entry = { step, value: value === undefined ? null : value, usage, minutes };
    this.#log?.append(entry);
    const read = JSON.parse(JSON.stringify(entry)) as JournalEntry;
    this.#entries.set(step, read);
    return read.value;
  }

  close(): void {
    this.#log?.close();
  }
}

function isEntry(value: unknown): value is JournalEntry {
  return (
    typeof value === 'object' && value !== null && 'step' in value && 'value' in value && 'usage' in value
  );
}
