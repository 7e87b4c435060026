/** What the host tells the process or thread that runs code. */
export type ToGuest =
  | {
      readonly type: 'run';
      readonly run: number;
      readonly code: string;
      /** JSON texts, by name. */
      readonly variables: Readonly<Record<string, string>>;
      readonly functions: readonly string[];
      readonly timeout: number;
    }
  | { readonly type: 'result'; readonly call: number; readonly value?: string; readonly error?: string };

/** What it tells the host. */
export type FromGuest =
  | { readonly type: 'ready' }
  | {
      readonly type: 'call';
      readonly run: number;
      readonly call: number;
      readonly name: string;
      readonly payload: string;
    }
  | {
      readonly type: 'done';
      readonly run: number;
      readonly output: string;
      readonly value?: string;
      readonly fault?: GuestFault;
    };

/** How a piece of code failed. */
export interface GuestFault {
  readonly kind: 'exception' | 'timeout' | 'memory' | 'stack' | 'crash';
  readonly name: string;
  readonly message: string;
  readonly line?: number;
  readonly stack?: string;
  /** Whether the guest has to be started anew. */
  readonly fatal?: boolean;
}

/** A thread or process that runs code, from the host's side. */
export interface Guest {
  send(message: ToGuest): void;
  /** Ends it, whatever it does. */
  kill(): Promise<void>;
}

/** What the host listens to. */
export interface GuestListener {
  onMessage(message: FromGuest): void;
  /** It ended by itself. */
  onExit(cause: unknown): void;
}

/** Starts a guest. */
export type GuestStarter = (listener: GuestListener) => Promise<Guest>;
