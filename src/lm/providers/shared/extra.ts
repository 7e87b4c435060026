import { LmConfigurationError } from '../../lm-errors';

/** What a request says in its own words; a second voice would change it behind the cache's back. */
const TAKEN = ['model', 'messages', 'system', 'stream', 'tools'];

/** Refuses further body fields that would replace the request itself. */
export function assertExtra(extra: Readonly<Record<string, unknown>> | undefined): void {
  const taken = TAKEN.find((name) => extra !== undefined && Object.hasOwn(extra, name));
  if (taken === undefined) return;
  throw new LmConfigurationError({
    problem: `The option extra cannot replace "${taken}" of a request.`,
    fix: 'leave it out: the request itself says it.',
  });
}
