import { Slots } from '../../src/evaluate/slots';

describe('Slots', () => {
  it('lets in as many as there are places, the rest in the order they came', async () => {
    const slots = new Slots(1);
    const entered: string[] = [];
    await slots.enter();
    const first = Promise.resolve(slots.enter()).then(() => entered.push('first'));
    const second = Promise.resolve(slots.enter()).then(() => entered.push('second'));
    slots.leave();
    await first;
    expect(entered).toEqual(['first']);
    slots.leave();
    await second;
    expect(entered).toEqual(['first', 'second']);
  });

  it('stops waiting at an abort and passes the place on to the next', async () => {
    const slots = new Slots(1);
    const controller = new AbortController();
    await slots.enter();
    const given = slots.enter(controller.signal);
    const next = slots.enter();
    controller.abort();
    expect(await given).toBe(false);
    slots.leave();
    expect(await next).toBe(true);
  });

  it('lets nobody in whose signal is already aborted', async () => {
    const slots = new Slots(1);
    expect(await slots.enter(AbortSignal.abort())).toBe(false);
    expect(await slots.enter()).toBe(true);
  });
});
