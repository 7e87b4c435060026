import { InvalidArgumentError } from '../../errors';
import { excerpt } from '../../util';

/** An address, and how errors name it: without its query and password, which may be secret. */
export interface WebAddress {
  readonly url: URL;
  readonly name: string;
  /** Whether it is the rows API of a Hugging Face datasets server. */
  readonly isRowsApi: boolean;
}

const TOLD = ['dataset', 'config', 'split'];

/** @throws {@link InvalidArgumentError} for what is no http or https address. */
export function webAddress(text: string | URL, where: string): WebAddress {
  const url = URL.canParse(String(text)) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new InvalidArgumentError(where, {
      found: excerpt(String(text), 60),
      expected: 'an http or https address.',
      fix: 'for a file on this machine write Dataset.fromFile(path).',
    });
  }
  const isRowsApi = url.pathname.endsWith('/rows') && url.searchParams.has('dataset');
  const told = new URLSearchParams(
    [...url.searchParams].filter(([name]) => isRowsApi && TOLD.includes(name)),
  );
  const query = told.size === 0 ? '' : `?${decodeURIComponent(told.toString())}`;
  return { url, isRowsApi, name: `${url.origin}${url.pathname}${query}` };
}

/** Whether the text is a web address rather than a path. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}
