import { resolve } from 'node:path';
import { CompileReport, type CompileReportData } from '../../teleprompt';
import { CommandError } from '../cli-errors';
import { defineCommand } from '../command';
import { findJob, shownPath } from '../job/find-job';
import { reportText } from '../job/report-text';

export const reportCommand = defineCommand({
  name: 'report',
  summary: 'print or write what a compilation tried, found and spent',
  operands: ['JOB'],
  flags: {
    out: { kind: 'text', value: 'FILE', help: 'write it there instead: .html as a page, .json as data' },
    json: { kind: 'switch', help: 'print it as JSON' },
  },
  examples: ['report runs/auto-20260101-120000', 'report 3f2a9c01b7de --out report.html'],
  notes: 'JOB is the job’s folder, or its id.',
  async run({ values, operands }, { stdout, stderr, cwd }) {
    const { directory, state, evaluations, report: data } = await findJob(operands[0] as string, cwd);
    if (data === undefined) {
      const path = shownPath(cwd, directory);
      throw new CommandError({
        problem: `The job in ${JSON.stringify(path)} has no report yet.`,
        found: `${state}, with ${evaluations} evaluations`,
        fix: state === 'running' ? 'wait until it ends.' : `go on with it: dspex resume ${path}`,
      });
    }
    const report = new CompileReport(data as unknown as CompileReportData);
    if (values.out !== undefined) {
      await report.save(resolve(cwd, values.out));
      stderr.write(`Written to ${values.out}.\n`);
    } else stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
    return 0;
  },
});
