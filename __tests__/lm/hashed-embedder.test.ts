import { HashedEmbedder } from '../../src/lm';

const cosine = (left: Float32Array, right: Float32Array): number =>
  left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);

describe('HashedEmbedder', () => {
  it('gives vectors of length 1, of the dimensions asked for', async () => {
    const [vector] = await new HashedEmbedder({ dimensions: 64 }).embed(['a wonderful evening']);
    expect(vector).toHaveLength(64);
    expect(cosine(vector!, vector!)).toBeCloseTo(1, 5);
  });

  it('puts texts that share words closer than others', async () => {
    const [refund, refunds, parcel] = await new HashedEmbedder().embed([
      'please refund the charge',
      'refunding a charge',
      'where is my parcel',
    ]);
    expect(cosine(refund!, refunds!)).toBeGreaterThan(cosine(refund!, parcel!) + 0.2);
  });

  it('gives a text the same vector whatever stands beside it', async () => {
    const embedder = new HashedEmbedder();
    const [alone] = await embedder.embed(['hello there']);
    const [, beside] = await embedder.embed(['other', 'hello there']);
    expect(beside).toEqual(alone);
  });

  it('lays out differently for another seed', async () => {
    const [first] = await new HashedEmbedder().embed(['hello there']);
    const [second] = await new HashedEmbedder({ seed: 1 }).embed(['hello there']);
    expect(second).not.toEqual(first);
  });

  it('gives a text without words the zero vector', async () => {
    const [vector] = await new HashedEmbedder({ dimensions: 8 }).embed(['…']);
    expect([...vector!]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('rejects with the reason of an aborted signal', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(new HashedEmbedder().embed(['a'], { signal })).rejects.toThrow('enough');
  });

  it('refuses options it cannot use', () => {
    expect(() => new HashedEmbedder({ dimensions: 1.5 })).toThrow('8 to 65536');
    expect(() => new HashedEmbedder({ seed: 0.5 })).toThrow('a whole number');
    expect(() => new HashedEmbedder({ dimension: 8 } as object)).toThrow('dimensions');
  });
});
