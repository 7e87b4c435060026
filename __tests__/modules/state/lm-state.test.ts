import { LM } from '../../../src/lm';
import { Predict } from '../../../src/modules';
import { isUnsafeLmKey } from '../../../src/modules/state/lm-state';

describe('keys of a saved model', () => {
  it.each([
    'api_key',
    'apiKey',
    'api_base',
    'base_url',
    'baseURL',
    'model_list',
    'headers',
    'extra_headers',
    'default_headers',
    'azure_endpoint',
    'aws_secret_access_key',
    'http-proxy',
    'auth_token',
    'client',
  ])('%s is never taken over', (key) => {
    expect(isUnsafeLmKey(key)).toBe(true);
  });

  it.each([
    'model',
    'max_tokens',
    'max_completion_tokens',
    'temperature',
    'engine',
    'use_developer_role',
    'num_retries',
  ])('%s is', (key) => {
    expect(isUnsafeLmKey(key)).toBe(false);
  });
});

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

  it.each([[5], ['openai/x'], [{}], [{ model: 5 }], [[]]])('is refused when it is %j', (lm) => {
    expect(() => new Predict('a -> b').loadState(state(lm as object))).toThrow(/lm/);
  });
});
