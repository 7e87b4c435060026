import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LM, MockLM, recorded, RecordingMissingError } from '../../../src/lm';

const folders: string[] = [];

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'dspex-recordings-'));
  folders.push(made);
  return made;
}

afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

const ask = (text: string) => ({ messages: [{ role: 'user' as const, content: text }] });
const textOf = async (lm: Pick<MockLM, 'doGenerate'>, text: string): Promise<string | undefined> =>
  (await lm.doGenerate(ask(text), {})).outputs[0]?.text;

describe('recorded', () => {
  it('records, and replays without the model', async () => {
    const directory = folder();
    const model = new MockLM(['a', 'b']);
    const recording = recorded(model, { directory, mode: 'record' });
    expect([await textOf(recording, 'x'), await textOf(recording, 'y')]).toEqual(['a', 'b']);
    const silent = new MockLM([]);
    const replaying = recorded(silent, { directory, mode: 'replay' });
    expect([await textOf(replaying, 'y'), await textOf(replaying, 'x')]).toEqual(['b', 'a']);
    expect(silent.requests).toHaveLength(0);
  });

  it('replays the replies to one request in their order, then the last one', async () => {
    const directory = folder();
    const recording = recorded(new MockLM(['a', 'b', 'c']), { directory, mode: 'record' });
    await Promise.all([textOf(recording, 'x'), textOf(recording, 'x')]);
    const replaying = recorded(new MockLM([]), { directory, mode: 'replay' });
    expect([
      await textOf(replaying, 'x'),
      await textOf(replaying, 'x'),
      await textOf(replaying, 'x'),
    ]).toEqual(['a', 'b', 'b']);
  });

  it('asks for what is missing and writes it down, or leaves recordings alone, as it is told', async () => {
    const directory = folder();
    const model = new MockLM(['a', 'b', 'c']);
    const either = recorded(model, { directory });
    expect([await textOf(either, 'x'), await textOf(recorded(model, { directory }), 'x')]).toEqual([
      'a',
      'a',
    ]);
    expect(await textOf(recorded(model, { directory, mode: 'live' }), 'x')).toBe('b');
    expect(await textOf(recorded(model, { directory, mode: 'record' }), 'x')).toBe('c');
    expect(await textOf(recorded(model, { directory, mode: 'replay' }), 'x')).toBe('c');
  });

  it('names where the likest recording differs when there is none', async () => {
    const directory = folder();
    const lm = recorded(new MockLM(() => 'a'), { directory, mode: 'record' });
    await textOf(lm, 'What is the capital of France?');
    await textOf(lm, 'Something else entirely');
    const failure = await textOf(
      recorded(new MockLM([]), { directory, mode: 'replay' }),
      'What is the capital of Spain?',
    ).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RecordingMissingError);
    expect((failure as Error).message).toMatch(
      /request\.messages\[0\]\.content, from character 23: recorded .*France.*asked .*Spain/,
    );
    await expect(
      textOf(recorded(new MockLM([]), { directory: folder(), mode: 'replay' }), 'x'),
    ).rejects.toThrow('no recording of this model');
  });

  it('writes plain JSON without keys, and nothing of a failed call', async () => {
    const directory = folder();
    const model = new MockLM(['the key is sk-abcdefgh12345678', new Error('down')]);
    const lm = recorded(model, {
      directory,
      mode: 'record',
      redact: (text) => text.replaceAll('Ada', '***'),
    });
    await lm.doGenerate(
      { ...ask('Ada says Bearer abcdefghijkl'), extra: { api_key: 'plainkey', top_k: 5 } },
      {},
    );
    await expect(textOf(lm, 'y')).rejects.toThrow('down');
    const [file, ...others] = readdirSync(directory);
    const text = readFileSync(join(directory, file!), 'utf8');
    expect(others).toEqual([]);
    expect(JSON.parse(text)).toMatchObject({
      format: 1,
      provider: 'mock',
      request: { extra: { api_key: '[redacted]', top_k: 5 } },
    });
    expect(text).not.toMatch(/sk-abc|abcdefghijkl|plainkey|Ada/);
  });

  it('records and replays streams', async () => {
    const directory = folder();
    await new LM(recorded(new MockLM(['one two']), { directory, mode: 'record' })).stream('x').result;
    const stream = new LM(recorded(new MockLM([]), { directory, mode: 'replay' })).stream('x');
    let text = '';
    for await (const event of stream) if (event.type === 'text-delta') text += event.delta;
    expect(text).toBe('one two');
  });

  it('takes a file that is no recording for none', async () => {
    const directory = folder();
    await textOf(recorded(new MockLM(['a']), { directory, mode: 'record' }), 'x');
    writeFileSync(join(directory, readdirSync(directory)[0]!), '{"format":1,"request":{},"replies":[{}]}');
    await expect(textOf(recorded(new MockLM([]), { directory, mode: 'replay' }), 'x')).rejects.toThrow(
      RecordingMissingError,
    );
    expect(await textOf(recorded(new MockLM(['b']), { directory }), 'x')).toBe('b');
  });

  it.each([{}, { directory: ' ' }, { directory: 'x', mode: 'play' }, { directory: 'x', modes: 1 }])(
    'refuses %j',
    (options) => {
      expect(() => recorded(new MockLM(), options as never)).toThrow('recorded');
    },
  );
});
