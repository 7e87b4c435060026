/** Where the bytes of a media part are: inline base64 or text, a URL, or an id the provider gave out. */
export type MediaSource =
  | { readonly kind: 'base64'; readonly data: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'file-id'; readonly id: string };

/** Plain text. */
export interface TextPart {
  readonly type: 'text';
  readonly text: string;
}

/** A picture. */
export interface ImagePart {
  readonly type: 'image';
  readonly source: MediaSource;
  /** IANA media type, such as `image/png`. */
  readonly mediaType?: string;
  /** How closely the provider should look; OpenAI only. */
  readonly detail?: 'low' | 'high' | 'auto';
}

/** Sound. */
export interface AudioPart {
  readonly type: 'audio';
  readonly source: MediaSource;
  readonly mediaType: string;
}

/** A document or any other file. */
export interface FilePart {
  readonly type: 'file';
  readonly source: MediaSource;
  readonly mediaType?: string;
  readonly filename?: string;
}

/** A document the model reads and may quote: with `citations` its reply says which passage it used. */
export interface DocumentPart {
  readonly type: 'document';
  /** Inline text, base64 (PDF), a URL or a file id. */
  readonly source: MediaSource;
  /** IANA media type; `text/plain` for text, `application/pdf` for base64 where nothing is said. */
  readonly mediaType?: string;
  readonly title?: string;
  /** What the document is and where it is from; not quoted from. */
  readonly context?: string;
  /**
   * Whether the model is to say which passages it used.
   * @default false
   */
  readonly citations?: boolean;
}

/** The model asks for a tool. `arguments` is the parsed JSON object. */
export interface ToolCallPart {
  readonly type: 'tool-call';
  readonly id: string;
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** What the model wrote for arguments, when that is no JSON object: `arguments` is then empty, and the tool must not run. */
  readonly invalid?: string;
}

/** What a tool answered to the call of the same `id`. */
export interface ToolResultPart {
  readonly type: 'tool-result';
  readonly id: string;
  readonly name: string;
  readonly content: string | readonly ContentPart[];
  readonly isError?: boolean;
}

/** What a reasoning model thought before it answered. */
export interface ReasoningPart {
  readonly type: 'reasoning';
  readonly text: string;
  /** Opaque proof that the provider wants back unchanged in a later turn. */
  readonly signature?: string;
  /** True where the provider keeps the text to itself: only the sealed form goes back. */
  readonly redacted?: true;
}

/** One piece of a message. */
export type ContentPart =
  TextPart | ImagePart | AudioPart | FilePart | DocumentPart | ToolCallPart | ToolResultPart | ReasoningPart;
