/**
 * A vendor's client that is made when it is first needed. A failure to make it is told to the call that met it; the next
 * one tries again.
 */
export class LazyClient<Client> {
  readonly #open: () => Promise<Client>;
  #client: Promise<Client> | undefined;

  /**
   * @param given a client that is there already, to use as it is.
   * @param open makes one.
   */
  constructor(given: object | undefined, open: () => Promise<Client>) {
    this.#open = open;
    this.#client = given === undefined ? undefined : Promise.resolve(given as Client);
  }

  /** The client, the same for all calls. */
  get(): Promise<Client> {
    this.#client ??= this.#open().catch((error: unknown) => {
      this.#client = undefined;
      throw error;
    });
    return this.#client;
  }
}
