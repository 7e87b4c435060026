import { EmbeddedLM, LM } from '../../../src/lm';
import { Predict } from '../../../src/modules';

describe('a model of one’s own', () => {
  const state = (lm: object): object => ({
    signature: {
      instructions: 'I.',
      fields: [
        { prefix: 'A:', description: 'a' },
        { prefix: 'B:', description: 'b' },
      ],
    },
    lm,
  });
  let warnings: jest.SpyInstance;
  beforeEach(() => {
    warnings = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  });
  afterEach(() => {
    warnings.mockRestore();
  });

  it('is made without the endpoint and the key in the file, and says so', () => {
    const saved = {
      model: 'openai/some-model',
      temperature: 0.3,
      max_tokens: 400,
      stop: '###',
      num_retries: 5,
      api_key: 'sk-secret',
      api_base: 'http://evil.example/v1',
      launch_kwargs: { headers: { authorization: 'x' }, replicas: 2 },
    };
    const predict = new Predict('a -> b').loadState(state(saved));
    expect(predict.lm).toMatchObject({ provider: 'openai', model: 'some-model' });
    expect((predict.lm as LM).settings).toEqual({ temperature: 0.3, maxTokens: 400, stop: ['###'] });
    const { lm } = predict.dumpState();
    expect(lm).toEqual({
      model: 'openai/some-model',
      temperature: 0.3,
      max_tokens: 400,
      stop: '###',
      num_retries: 5,
      launch_kwargs: { replicas: 2 },
    });
    expect(warnings.mock.calls[0]?.[0]).toMatch(/api_key, api_base/);
    expect(JSON.stringify(warnings.mock.calls)).not.toMatch(/sk-secret|evil/);
  });

  it('is saved under DSPy’s names, without its secrets', () => {
    const lm = new LM('openai/some-model', {
      temperature: 0.5,
      apiKey: 'sk-secret',
      baseURL: 'http://here/v1',
    });
    const predict = new Predict('a -> b', { lm });
    const text = JSON.stringify(predict.dumpState());
    expect(text).not.toMatch(/sk-secret|http:\/\/here/);
    expect(predict.dumpState()['lm']).toMatchObject({ model: 'openai/some-model', temperature: 0.5 });
    const loaded = new Predict('a -> b').loadState(predict.dumpState());
    expect(loaded.lm).toMatchObject({
      provider: 'openai',
      model: 'some-model',
      settings: { temperature: 0.5 },
    });
  });

  it('keeps its cache and its retries, and those of DSPy', () => {
    const lm = new LM('openai/some-model', { cache: false, maxRetries: 7, timeout: 20_000, rolloutId: 2 });
    const saved = new Predict('a -> b', { lm }).dumpState()['lm'];
    expect(saved).toMatchObject({ cache: false, num_retries: 7, timeout: 20, rollout_id: 2 });
    const loaded = new Predict('a -> b').loadState(state(saved as object));
    expect(loaded.dumpState()['lm']).toEqual(saved);
  });

  it('of an unknown provider lets the program load, says so, and fails when it is asked', async () => {
    const saved = { model: 'nobody/knows', temperature: 0.1 };
    const predict = new Predict('a -> b').loadState(state(saved));
    expect(warnings.mock.calls[0]?.[0]).toMatch(/nobody\/knows: it cannot be made here/);
    await expect(predict.call({ a: 'x' })).rejects.toThrow(/nobody\/knows cannot be made here[^]*setLM/);
    expect(predict.dumpState()['lm']).toEqual(saved);
    expect(new Predict('a -> b').loadState(state(saved), { lms: false }).lm).toBeUndefined();
  });

  it('may be the embedded one', async () => {
    const predict = new Predict('a -> b', { lm: new EmbeddedLM({ seed: 4 }) });
    const loaded = new Predict('a -> b').loadState(predict.dumpState());
    expect(loaded.dumpState()['lm']).toMatchObject({ model: 'embedded/default', seed: 4, cache: false });
    expect((await loaded.call({ a: 'x' })).b).toBe((await predict.call({ a: 'x' })).b);
  });

  it.each([[5], ['openai/x'], [{}], [{ model: 5 }], [[]]])('is refused when it is %j', (lm) => {
    expect(() => new Predict('a -> b').loadState(state(lm as object))).toThrow(/lm/);
  });
});
