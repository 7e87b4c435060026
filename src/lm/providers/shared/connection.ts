import { sha256 } from '../../../util';
import { LmConfigurationError, LmNotConfiguredError } from '../../lm-errors';
import type { LmOptions } from '../../lm-options';
import { redactorOf, type Redact } from './redact';
import { usableKey } from './usable-key';

/** What a provider's clients have in common before they differ. */
export interface ConnectionPlan {
  readonly provider: string;
  readonly options: LmOptions;
  /** The environment variable that may hold the key. */
  readonly keyVariable: string;
  /** The environment variable that may hold the server's address. */
  readonly urlVariable?: string;
  readonly defaultURL: string;
  /** False where even the provider's own server takes no key. */
  readonly needsKey: boolean;
}

/** Where requests go and in whose name. */
export interface Connection {
  /** Without a slash at the end, without query. */
  readonly baseURL: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** `baseURL`: part of the cache key, safe to print. */
  readonly endpoint: string;
  /** Fingerprint of key, headers and query. */
  readonly tenant: string;
  readonly redact: Redact;
  /**
   * The key, or undefined where the server may do without.
   *
   * @throws {@link LmNotConfiguredError} when it is needed and missing.
   */
  apiKey(): string | undefined;
}

/** Reads the options and, where they say nothing, the environment. */
export function connectionOf(plan: ConnectionPlan): Connection {
  const { options, keyVariable, urlVariable, defaultURL, needsKey } = plan;
  const given = options.baseURL ?? readVariable(urlVariable);
  const url = parseBase(given ?? defaultURL, options.baseURL === undefined ? urlVariable : 'baseURL');
  const key =
    usableKey(options.apiKey, 'the option apiKey') ?? usableKey(readVariable(keyVariable), keyVariable);
  const headers = checkedHeaders(options.headers ?? {});
  const query = Object.fromEntries(url.searchParams);
  const endpoint = url.origin + url.pathname.replace(/\/+$/, '');
  return {
    baseURL: endpoint,
    query,
    headers,
    endpoint,
    tenant: sha256(JSON.stringify([key, headers, query])).slice(0, 16),
    redact: redactorOf([key, ...secretsIn(headers), ...Object.values(query)]),
    apiKey: () => {
      if (key === undefined && needsKey && given === undefined) throw missingKey(plan);
      return key;
    },
  };
}

function missingKey({ provider, keyVariable }: ConnectionPlan): LmNotConfiguredError {
  return new LmNotConfiguredError(
    {
      problem: `No API key for ${provider}: nothing was sent.`,
      expected: `the environment variable ${keyVariable}, or the option apiKey.`,
      fix: `set ${keyVariable}; or new EmbeddedLM() to work without a key.`,
    },
    { provider },
  );
}

function readVariable(name: string | undefined): string | undefined {
  const value = name === undefined ? undefined : process.env[name]?.trim();
  return value === '' ? undefined : value;
}

/** An address may hold a password: no error shows it. */
function parseBase(text: string, origin: string | undefined): URL {
  const where = origin ?? 'the default address';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new LmConfigurationError({
      problem: `${where} is no address of a server.`,
      expected: 'an http or https URL, such as http://localhost:8000/v1.',
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new LmConfigurationError({
      problem: `${where} holds a user name or password, which fetch does not send.`,
      fix: "give it as a header: { headers: { Authorization: 'Basic …' } }.",
    });
  }
  return url;
}

function checkedHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const [name, value] of Object.entries(headers)) {
    if (/^[!#$%&'*+.^_`|~\w-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)) continue;
    throw new LmConfigurationError({
      problem: `The header ${JSON.stringify(name)} cannot be sent: its name or value holds a forbidden character.`,
      expected: 'Latin-1 text without line breaks.',
    });
  }
  return headers;
}

function secretsIn(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headers)
    .filter(([name]) => /auth|key|token|secret|cookie|credential/i.test(name))
    .flatMap(([, value]) => [value, ...value.split(/\s+/)]);
}
