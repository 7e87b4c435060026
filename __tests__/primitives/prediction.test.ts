import { NO_USAGE } from '../../src/messages';
import { Prediction, predictionOf, repairOf } from '../../src/primitives';

describe('Prediction', () => {
  it('has its outputs as properties', () => {
    const prediction = Prediction.from({ team: 'bug', confidence: 0.5 });
    expect([prediction.team, prediction.confidence]).toEqual(['bug', 0.5]);
    expect(prediction.toJSON()).toEqual({ team: 'bug', confidence: 0.5 });
  });

  it('is the first of its completions', () => {
    const completions = [{ a: 1 }, { a: 2 }, { a: 3 }];
    const prediction = Prediction.from({ a: 1 }, { completions });
    expect(prediction.completions.length).toBe(3);
    expect(prediction.completions.column('a')).toEqual([1, 2, 3]);
    expect(prediction.completions.at(-1)).toEqual({ a: 3 });
    expect([...prediction.completions]).toEqual(completions);
    expect(JSON.parse(JSON.stringify(prediction.completions))).toEqual(completions);
  });

  it('is its only completion when one was asked for', () => {
    expect(Prediction.from({ a: 1 }).completions.toJSON()).toEqual([{ a: 1 }]);
  });

  it('reads outputs that are called like its members by get', () => {
    const prediction = Prediction.from({ usage: 'heavy', completions: 3 });
    expect(prediction.get('usage')).toBe('heavy');
    expect(prediction.usage).toBe(NO_USAGE);
    expect(JSON.stringify(prediction)).toBe('{"usage":"heavy","completions":3}');
  });

  it('takes another account of its cost without changing', () => {
    const prediction = Prediction.from({ a: 1 }, { repairs: [repairOf('syntax', 'a')] });
    const counted = prediction.withUsage({ ...NO_USAGE, requests: 1 });
    expect([prediction.usage.requests, counted.usage.requests, counted.repairs.length]).toEqual([0, 1, 1]);
    expect(counted.equals(prediction)).toBe(true);
  });

  it('is told from other objects', () => {
    expect(predictionOf(Prediction.from({}))).toBeDefined();
    expect(predictionOf({ completions: [] })).toBeUndefined();
    expect(predictionOf(null)).toBeUndefined();
  });
});
