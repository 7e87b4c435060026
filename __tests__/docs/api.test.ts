import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSurface } from '../../scripts/api-docs/read-surface';
import { writePages } from '../../scripts/api-docs/write-pages';
import { ROOT } from '../support/doc-pages';

const folder = join(ROOT, 'docs', 'api');

describe('the API reference', () => {
  const pages = writePages(readSurface(ROOT));

  it('is what the docstrings say; if not: npm run docs:api', () => {
    const stale = [...pages].filter(([name, text]) => {
      const file = join(folder, name);
      return !existsSync(file) || readFileSync(file, 'utf8') !== text;
    });
    expect(stale.map(([name]) => name)).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort());
  });

  it('shows signatures without bodies and private parts, docstrings, options and links', () => {
    const page = pages.get('datasets.md') ?? '';
    expect(page).toContain('class Dataset<');
    expect(page).toContain('static fromFile<Fields extends object = FieldRecord>(');
    expect(page).not.toMatch(/#read|return new Dataset/);
    expect(page).toContain('[`DatasetRowError`](#datasetrowerror)');
    expect(page).toMatch(/- `inputs`: .*Default: none marked/);
    expect(pages.get('dspex-jest.md')).toContain('## dspexMatchers');
    expect(pages.get('README.md')).toContain('[`ChainOfThought`](modules.md#chainofthought)');
  });
});
