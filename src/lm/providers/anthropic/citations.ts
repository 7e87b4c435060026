import type { Citation } from '../../../messages';
import { listOf, recordOf, textIn } from '../shared/read-json';

/** Where a passage begins and ends, in Anthropic's words, and what that counts. */
const UNITS = [
  ['character', 'start_char_index', 'end_char_index'],
  ['page', 'start_page_number', 'end_page_number'],
  ['block', 'start_block_index', 'end_block_index'],
] as const;

/** The passages that the text blocks of a message rest on. */
export function citationsOf(content: readonly unknown[]): readonly Citation[] {
  return content.map(recordOf).flatMap((block) =>
    listOf(block['citations']).map((citation) => ({
      ...toCitation(recordOf(citation)),
      supportedText: textIn(block['text']),
    })),
  );
}

function toCitation(given: Record<string, unknown>): Citation {
  const unit = UNITS.find(([, start]) => typeof given[start] === 'number');
  const index = given['document_index'] ?? given['search_result_index'];
  const title = textIn(given['document_title'] ?? given['title']);
  return {
    citedText: textIn(given['cited_text']),
    ...(typeof index === 'number' ? { documentIndex: index } : {}),
    ...(title === '' ? {} : { documentTitle: title }),
    ...(textIn(given['url']) === '' ? {} : { url: textIn(given['url']) }),
    ...(unit === undefined
      ? {}
      : { unit: unit[0], start: given[unit[1]] as number, end: given[unit[2]] as number }),
  };
}
