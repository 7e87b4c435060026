import { nearestOf } from '../../src/util';

describe('nearestOf', () => {
  it.each([
    ['concurency', ['concurrency', 'metric'], 'concurrency'],
    ['METRIC', ['concurrency', 'metric'], 'metric'],
    ['lm', ['lx'], 'lx'],
    ['evla', ['eval', 'render'], 'eval'],
    ['sned', ['stop', 'send'], 'send'],
    ['trainSet', ['trainset', 'valset'], 'trainset'],
  ])('finds for %s in %j: %s', (word, candidates, nearest) => {
    expect(nearestOf(word, candidates)).toBe(nearest);
  });

  it('finds nothing when nothing is close', () => {
    expect(nearestOf('temperature', ['n', 'seed', 'stop'])).toBeUndefined();
  });
});
