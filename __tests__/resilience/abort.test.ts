import { linkSignals, untilAborted } from '../../src/resilience';

const never = new Promise<never>(() => undefined);

describe('linkSignals', () => {
  it('follows any of its sources, with the reason', () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const { signal } = linkSignals(first.signal, undefined, second.signal);
    expect(signal.aborted).toBe(false);
    second.abort('enough');
    expect([signal.aborted, signal.reason, first.signal.aborted]).toEqual([true, 'enough', false]);
  });

  it('is aborted from the start when a source is', () => {
    const { signal } = linkSignals(new AbortController().signal, AbortSignal.abort('early'));
    expect(signal.reason).toBe('early');
  });

  it('aborts alone, and only once', () => {
    const source = new AbortController();
    const linked = linkSignals(source.signal);
    linked.abort('mine');
    source.abort('theirs');
    expect([linked.signal.reason, source.signal.reason]).toEqual(['mine', 'theirs']);
  });

  it('follows nobody after it was let go', () => {
    const source = new AbortController();
    const linked = linkSignals(source.signal);
    linked.dispose();
    linked.dispose();
    source.abort('late');
    expect(linked.signal.aborted).toBe(false);
  });
});

describe('untilAborted', () => {
  it('settles as the promise does', async () => {
    const { signal } = new AbortController();
    await expect(untilAborted(Promise.resolve(1), signal)).resolves.toBe(1);
    await expect(untilAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
    await expect(untilAborted(Promise.resolve(2), undefined)).resolves.toBe(2);
  });

  it('rejects with the reason as soon as the signal aborts', async () => {
    const controller = new AbortController();
    const waiting = untilAborted(never, controller.signal);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(untilAborted(never, AbortSignal.abort('before'))).rejects.toBe('before');
  });

  it('takes care of a rejection that comes later', async () => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    const controller = new AbortController();
    let fail: (error: Error) => void = () => undefined;
    const waiting = untilAborted(new Promise((_, reject) => (fail = reject)), controller.signal);
    controller.abort('enough');
    await expect(waiting).rejects.toBe('enough');
    fail(new Error('late'));
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});
