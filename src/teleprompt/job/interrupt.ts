/**
 * Lets Ctrl-C end a job gently, and a second one the process.
 *
 * @returns what takes the handler off.
 */
export function onInterrupt(cancel: () => void): () => void {
  let count = 0;
  const handle = (): void => {
    count++;
    if (count > 1) process.exit(130);
    process.stderr.write('\nEnding with the best program so far; press Ctrl-C again to quit at once.\n');
    cancel();
  };
  process.on('SIGINT', handle);
  return () => process.off('SIGINT', handle);
}
