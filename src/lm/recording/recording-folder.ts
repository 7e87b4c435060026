import { promises as files } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../saving';
import { canonicalJson, isPlainObject, sha256 } from '../../util';
import type { LanguageModel } from '../language-model';
import { readStored } from '../middleware/stored-reply';
import type { LmRequest } from '../request';
import type { LmResponse } from '../response';
import { type Differences, differencesOf } from './differences';
import { withoutSecrets } from './without-secrets';

/** What a folder of recordings needs to know. */
export interface RecordingFolderOptions {
  readonly directory: string;
  readonly who: Pick<LanguageModel, 'provider' | 'model'>;
  readonly redact?: (text: string) => string;
}

/** One file. */
interface Recording {
  readonly format: 1;
  readonly provider: string;
  readonly model: string;
  readonly request: LmRequest;
  readonly replies: readonly LmResponse[];
}

/** Recordings looked through for the one that is likest. */
const MOST_COMPARED = 500;

/** The recordings of one model. */
export class RecordingFolder {
  readonly #options: RecordingFolderOptions;
  /** How many replies to a request were given. */
  readonly #given = new Map<string, number>();
  /** What was recorded in this process; written one after the other. */
  readonly #added = new Map<string, readonly LmResponse[]>();
  readonly #writing = new Map<string, Promise<void>>();

  constructor(options: RecordingFolderOptions) {
    this.#options = options;
  }

  /** The next reply to a request; the last one again when there are no more; undefined when there is none. */
  async next(request: LmRequest): Promise<LmResponse | undefined> {
    const key = this.#keyOf(request);
    const count = this.#given.get(key) ?? 0;
    this.#given.set(key, count + 1);
    await this.#writing.get(key);
    const recording = await this.#read(`${key}.json`);
    return recording?.replies[Math.min(count, recording.replies.length - 1)];
  }

  /** Writes a reply down after those that were added before in this process. */
  async add(request: LmRequest, response: LmResponse): Promise<void> {
    const key = this.#keyOf(request);
    const replies = [...(this.#added.get(key) ?? []), response];
    this.#added.set(key, replies);
    const { provider, model } = this.#options.who;
    const recording: Recording = { format: 1, provider, model, request, replies };
    const writing = (this.#writing.get(key) ?? Promise.resolve()).then(() => this.#write(key, recording));
    // The next one may try again; this one tells of its failure.
    this.#writing.set(
      key,
      writing.catch(() => undefined),
    );
    await writing;
  }

  /** Where the likest recording differs; undefined when there is none. */
  async nearest(request: LmRequest): Promise<string | undefined> {
    const { who, directory, redact } = this.#options;
    const asked = withoutSecrets(request, redact);
    const names = await files.readdir(directory).catch(() => [] as string[]);
    let best: Differences | undefined;
    for (const name of names.filter((file) => file.endsWith('.json')).slice(0, MOST_COMPARED)) {
      const recording = await this.#read(name);
      if (recording?.provider !== who.provider || recording.model !== who.model) continue;
      const differences = differencesOf(recording.request, asked);
      if (best === undefined || differences.distance < best.distance) best = differences;
    }
    return best?.lines.slice(0, 3).join('\n');
  }

  #keyOf(request: LmRequest): string {
    const { provider, model } = this.#options.who;
    return sha256(canonicalJson({ format: 1, provider, model, request })).slice(0, 32);
  }

  async #write(key: string, recording: Recording): Promise<void> {
    const { directory, redact } = this.#options;
    await files.mkdir(directory, { recursive: true });
    const text = JSON.stringify(withoutSecrets(recording, redact), undefined, 2);
    await writeWhole(join(directory, `${key}.json`), `${text}\n`);
  }

  /** A file that is no recording is none. */
  async #read(name: string): Promise<Recording | undefined> {
    const text = await files.readFile(join(this.#options.directory, name), 'utf8').catch(() => undefined);
    try {
      const value: unknown = text === undefined ? undefined : JSON.parse(text);
      return isRecording(value) ? value : undefined;
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  }
}

function isRecording(value: unknown): value is Recording {
  if (!isPlainObject(value) || value['format'] !== 1 || !isPlainObject(value['request'])) return false;
  const { replies } = value;
  return (
    Array.isArray(replies) &&
    replies.length > 0 &&
    replies.every((reply) => readStored(JSON.stringify(reply)) !== undefined)
  );
}
