import { PeerMissingError } from '../errors';

/**
 * Loads an optional package.
 *
 * @param what what needs it.
 * @param peer its name.
 * @throws {@link PeerMissingError}.
 */
export async function loadPeer<Loaded>(
  what: string,
  peer: string,
  load: () => Promise<Loaded>,
): Promise<Loaded> {
  try {
    return await load();
  } catch (cause) {
    throw new PeerMissingError(what, peer, cause);
  }
}
