import { toCsv } from '../../../src/evaluate/export/csv';

const linesOf = (csv: string) => csv.split('\r\n').slice(0, -1);

describe('toCsv', () => {
  it('has the columns of all rows, in order of first appearance', () => {
    expect(linesOf(toCsv([{ a: 1 }, { b: 2, a: 3 }, {}]))).toEqual(['a,b', '1,', '3,2', ',']);
  });

  it('puts the columns first that must be', () => {
    expect(linesOf(toCsv([{ a: 1, score: 0.5 }], ['score']))).toEqual(['score,a', '0.5,1']);
  });

  it('quotes commas, quotes, line breaks and outer spaces', () => {
    const csv = toCsv([{ a: 'x,y', b: 'say "hi"', c: 'two\nlines', d: ' padded ' }]);
    expect(csv).toBe('a,b,c,d\r\n"x,y","say ""hi""","two\nlines"," padded "\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])('disarms the formula %j', (formula) => {
    expect(
      linesOf(toCsv([{ a: formula }]))
        .slice(1)
        .join(''),
    ).toMatch(/^"?'/);
  });

  it('leaves negative numbers alone and disarms column names', () => {
    expect(linesOf(toCsv([{ '=a': -1.5 }]))).toEqual(["'=a", '-1.5']);
  });

  it('writes objects as JSON and nothing for null, undefined and NaN', () => {
    expect(linesOf(toCsv([{ a: ['x', 1], b: null, c: undefined, d: Number.NaN, e: true }]))[1]).toBe(
      '"[""x"",1]",,,,true',
    );
  });
});
