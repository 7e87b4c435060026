/** Tells something that is no error but that somebody should know. Shown once a process by Node, on the error stream. */
export function warn(code: string, message: string): void {
  process.emitWarning(message, { type: 'DspexWarning', code });
}
