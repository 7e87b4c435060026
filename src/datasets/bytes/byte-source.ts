/** The bytes of a data file, wherever it is. */
export interface ByteSource {
  /** The file or address, as the caller named it. */
  readonly name: string;
  /** All bytes from the start, piece by piece. */
  bytes(): AsyncIterable<Uint8Array>;
  /** The bytes by place, for formats whose index is at the end. */
  slices(): Promise<ByteSlices>;
}

/** Bytes that are read by place. */
export interface ByteSlices {
  readonly byteLength: number;
  /** @param end one past the last byte. @default the end */
  slice(start: number, end?: number): Promise<ArrayBuffer>;
  close(): Promise<void>;
}
