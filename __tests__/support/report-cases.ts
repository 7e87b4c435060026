import { existsSync, readFileSync } from 'node:fs';
import { sharedFile } from './shared-file';

const FILE = sharedFile('corpus/reports/cases.jsonl');

/** A fault that somebody reported about another framework, and what ours has to show instead. */
export interface ReportCase<Given = Readonly<Record<string, never>>> {
  readonly id: string;
  readonly area: string;
  readonly given: Given;
}

/** All reported faults by id; none where the collection is absent. */
export const reportCases: ReadonlyMap<string, ReportCase<never>> = new Map(
  existsSync(FILE)
    ? readFileSync(FILE, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as ReportCase<never>)
        .map((report) => [report.id, report])
    : [],
);

/**
 * Tests of one reported fault, given what the report gives. Skipped, and said so, where the collection is absent: what
 * matters most is tested without it in the room's own tests.
 *
 * @param title what the product does, as the end of the sentence "it …".
 */
export function itShows<Given>(
  id: string,
  title: string,
  test: (given: Given) => void | Promise<void>,
): void {
  const report = reportCases.get(id);
  if (report === undefined)
    it.skip(`${title} (${id}; skipped: the collection of reports is absent)`, () => undefined);
  else it(`${title} (${id})`, async () => test(report.given));
}
