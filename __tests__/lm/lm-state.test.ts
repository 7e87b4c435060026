import { InvalidArgumentError } from '../../src/errors';
import { isUnsafeLmKey, LM, MockLM } from '../../src/lm';

describe('keys of a saved model', () => {
  it.each([
    'api_key',
    'apiKey',
    'api_base',
    'base_url',
    'baseURL',
    'model_list',
    'headers',
    'OPENAI_API_KEY',
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

describe('the state of a model', () => {
  let warnings: jest.SpyInstance;
  beforeEach(() => {
    warnings = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  });
  afterEach(() => {
    warnings.mockRestore();
  });

  it('has DSPy’s keys in DSPy’s order, and no secret or address', () => {
    const state = new LM('openai/gpt-5-mini', {
      apiKey: 'sk-secret',
      baseURL: 'http://here/v1',
      headers: { 'x-secret': 'sk-secret' },
      tenant: 'secret-tenant',
      maxTokens: 100,
      extra: { top_k: 5, api_key: 'sk-secret', nested: { base_url: 'http://here' } },
    }).dumpState();
    expect(Object.entries(state!)).toEqual([
      ['_dspy_lm_class', 'dspy.clients.lm.LM'],
      ['model', 'openai/gpt-5-mini'],
      ['model_type', 'chat'],
      ['cache', true],
      ['num_retries', 3],
      ['temperature', null],
      ['max_tokens', 100],
      ['top_k', 5],
      ['nested', {}],
      ['finetuning_model', null],
      ['launch_kwargs', {}],
      ['train_kwargs', {}],
    ]);
  });

  it('comes back with every setting it has', () => {
    const options = {
      temperature: 0.5,
      maxTokens: 10,
      topP: 0.9,
      stop: ['###'],
      n: 2,
      seed: 7,
      reasoningEffort: 'low',
      rolloutId: 'x',
      maxRetries: 0,
      cache: false,
      timeout: 1500,
      extra: { top_k: 5, presence_penalty: 0.1 },
    } as const;
    const state = new LM('anthropic/claude', options).dumpState()!;
    const lm = LM.loadState(state);
    expect(lm.dumpState()).toEqual(state);
    expect(lm.with({}).dumpState()).toEqual(state);
    expect(warnings).not.toHaveBeenCalled();
  });

  it('is not changed through what was given or taken', () => {
    const state = { model: 'openai/x', stop: ['a'] };
    const lm = LM.loadState(state);
    state.stop.push('b');
    (lm.dumpState() as { stop: string[] }).stop.push('c');
    expect(lm.dumpState()).toEqual({ model: 'openai/x', stop: ['a'] });
    expect(lm.settings.stop).toEqual(['a']);
  });

  it('keeps what only DSPy reads, and tells what nobody does', () => {
    const state = { model: 'openai/x', model_type: 'responses', engine: 'litellm', tools: [{ type: 'web' }] };
    expect(LM.loadState(state).dumpState()).toEqual(state);
    expect(warnings.mock.calls.map(([message]) => message as string)).toEqual([
      'The saved model openai/x: nothing reads tools; the option extra of an LM can.',
    ]);
  });

  it('is none for an LM around a model object', () => {
    expect(new MockLM().dumpState()).toBeUndefined();
  });

  it.each([
    [{ temperature: 'hot' }, /temperature/],
    [{ max_tokens: 1.5 }, /max_tokens/],
    [{ cache: 'yes' }, /cache/],
    [{ stop: [1] }, /stop/],
    [{ num_retries: -1 }, /maxRetries/],
    [{ model: '' }, /model/],
    [{ model: 5 }, /model/],
  ])('is refused with %j', (part, message) => {
    const load = (): LM => LM.loadState({ model: 'openai/x', ...part });
    expect(load).toThrow(InvalidArgumentError);
    expect(load).toThrow(message);
  });
});
