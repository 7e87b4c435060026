import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/doc-pages';

describe('the Python on the page about Python', () => {
  it('is that of the module it calls', () => {
    const page = readFileSync(join(ROOT, 'docs', 'guide', '20-python.md'), 'utf8');
    const module = readFileSync(join(ROOT, 'examples', 'python', 'helpers.py'), 'utf8').split('\n');
    const blocks = [...page.matchAll(/^```python\n(.*?)^```$/gms)].map(([, body = '']) => body);
    // What it takes to load a real model is not there.
    const shown = blocks.filter((body) => !body.includes('sentence_transformers'));
    const lines = shown.flatMap((body) => body.trim().split('\n')).filter((line) => !line.startsWith('#'));
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.filter((line) => !module.includes(line))).toEqual([]);
  });
});
