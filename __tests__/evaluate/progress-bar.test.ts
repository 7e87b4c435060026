import { createProgressBar } from '../../src/evaluate/progress-bar';

const ESCAPE = String.fromCharCode(27);

function terminal(isTTY: boolean) {
  const written: string[] = [];
  return { written, stream: { isTTY, columns: 80, write: (text: string) => written.push(text) } };
}

describe('createProgressBar', () => {
  it('shows how far it is, the score, the errors and the rate', () => {
    const { stream, written } = terminal(true);
    let time = 0;
    const bar = createProgressBar(stream, { NO_COLOR: '1' }, () => time);
    time = 2_000;
    bar.update({ done: 5, total: 10, score: 0.5, errors: 1 });
    expect(written).toEqual([
      `\r${ESCAPE}[K${'█'.repeat(12)}${'░'.repeat(12)} 5/10  score 0.500  errors 1  2.5/s`,
    ]);
  });

  it('writes nothing where there is no terminal', () => {
    const { stream, written } = terminal(false);
    const bar = createProgressBar(stream, {});
    bar.update({ done: 1, total: 1, score: 1, errors: 0 });
    bar.close();
    expect(written).toEqual([]);
  });

  it('redraws at most ten times a second, and draws the end', () => {
    const { stream, written } = terminal(true);
    let time = 0;
    const bar = createProgressBar(stream, {}, () => time++);
    for (let done = 1; done <= 50; done++) bar.update({ done, total: 50, score: Number.NaN, errors: 0 });
    expect(written).toHaveLength(1);
    bar.close();
    expect(written.slice(1).join('')).toContain('50/50');
    expect(written.at(-1)).toBe('\n');
  });

  it('colours unless NO_COLOR is set to something', () => {
    const drawn = (environment: Record<string, string>) => {
      const { stream, written } = terminal(true);
      createProgressBar(stream, environment).update({ done: 1, total: 2, score: 1, errors: 2 });
      return written.join('');
    };
    expect(drawn({})).toContain(`${ESCAPE}[32m`);
    expect(drawn({ NO_COLOR: '' })).toContain(`${ESCAPE}[32m`);
    expect(drawn({ NO_COLOR: '1' })).not.toContain(`${ESCAPE}[3`);
  });

  it('draws nothing at the end of a run that had no rows', () => {
    const { stream, written } = terminal(true);
    createProgressBar(stream, {}).close();
    expect(written).toEqual([]);
  });
});
