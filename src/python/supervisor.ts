import { backoffDelay, sleep } from '../resilience';
import { PythonClosedError, PythonCrashError, PythonTimeoutError } from './call-errors';
import { callFailure } from './child/call-failure';
import type { Reply } from './child/messages';
import { PythonChild, type PythonDeath, type PythonFacts } from './child/python-child';
import { lineOf, type PendingCall } from './pending-call';
import { Pings } from './pings';
import type { ProcessPlan } from './process-options';
import { PythonRestartsError } from './start-errors';

const CLOSED = 'it was closed';

/** How long the `atexit` functions of the user's may take, in milliseconds. */
const LAST_ACTS = 5_000;

/** Keeps a process of Python running while there are calls for it. */
export class Supervisor {
  readonly #plan: ProcessPlan;
  readonly #queue: PendingCall[] = [];
  readonly #running = new Map<number, PendingCall>();
  readonly #pings = new Pings();
  readonly #giveUp = new AbortController();
  #child: { readonly process: PythonChild; readonly facts: PythonFacts } | undefined;
  #dying: PythonChild | undefined;
  #starting: Promise<void> | undefined;
  #failure: unknown;
  #deaths = 0;
  #lastDeath: PythonDeath | undefined;
  #ids = 0;
  #isClosed = false;
  #settleIdle: () => void = () => undefined;
  #output = '';

  constructor(plan: ProcessPlan) {
    this.#plan = plan;
  }

  /** What Python printed last, in this process or in the one before. */
  get output(): string {
    return this.#child?.process.output ?? this.#output;
  }

  /** The process, where one is ready. */
  get facts(): (PythonFacts & { readonly pid: number | undefined }) | undefined {
    return this.#child && { ...this.#child.facts, pid: this.#child.process.pid };
  }

  /** How many calls are made and not answered. */
  get load(): number {
    return this.#queue.length + this.#running.size;
  }

  /** Begins a process, also where it was given up. */
  async start(): Promise<void> {
    if (this.#isClosed) throw new PythonClosedError('start()');
    if (this.#failure !== undefined) {
      this.#failure = undefined;
      this.#deaths = 0;
    }
    while (this.#child === undefined) {
      await this.#begin();
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#isClosed) throw new PythonClosedError('start()');
    }
  }

  /** Takes a call on. */
  add(call: PendingCall): void {
    this.#queue.push(call);
    this.#pump();
  }

  /** Lets a call be, because nobody waits for it: it is cancelled, or the process is ended for it. */
  leave(call: PendingCall): void {
    if (call.isLeft) return;
    call.isLeft = true;
    call.stopClock();
    const place = this.#queue.indexOf(call);
    if (place !== -1) {
      this.#queue.splice(place, 1);
      return this.#settleIfIdle();
    }
    for (const [id, running] of this.#running) if (running === call) this.#cancel(id, call);
  }

  /** Answers when Python answers, whatever it is at. */
  ping(): Promise<void> {
    const id = ++this.#ids;
    this.#child?.process.say(`{"op":"ping","id":${id}}`);
    return this.#pings.ask(id);
  }

  /** Takes no more calls, lets those that were made end, and then the process. */
  async close(timeout: number): Promise<void> {
    this.#isClosed = true;
    const { clock } = this.#plan;
    const stop = clock.startTimer(timeout, () => this.#failAll());
    await new Promise<void>((resolve) => {
      this.#settleIdle = resolve;
      this.#settleIfIdle();
    });
    stop();
    await this.#starting;
    const child = this.#child?.process ?? this.#dying;
    if (child === undefined) return;
    child.hold(true);
    child.say('{"op":"close"}');
    const stopKill = clock.startTimer(LAST_ACTS, () => child.kill(CLOSED));
    await child.gone;
    stopKill();
  }

  #pump(): void {
    if (this.#failure !== undefined) return this.#failQueue(this.#failure);
    if (this.#queue.length > 0 && this.#child === undefined) {
      void this.#begin();
      return;
    }
    while (this.#child !== undefined && this.#mayRun(this.#queue[0])) {
      this.#run(this.#queue.shift() as PendingCall, this.#child.process);
    }
    this.#settleIfIdle();
  }

  /** A call that ran when a process died runs alone: should it die again, it is to blame. */
  #mayRun(call: PendingCall | undefined): boolean {
    if (call === undefined || this.#running.size >= this.#plan.concurrency) return false;
    if (call.isSuspect) return this.#running.size === 0;
    return ![...this.#running.values()].some(({ isSuspect }) => isSuspect);
  }

  #run(call: PendingCall, child: PythonChild): void {
    const id = ++this.#ids;
    this.#running.set(id, call);
    child.hold(true);
    call.stopClock = this.#plan.clock.startTimer(call.timeout, () => {
      this.leave(call);
      call.fail(new PythonTimeoutError(call.name, call.timeout, child.output));
    });
    child.say(lineOf(id, call));
  }

  #cancel(id: number, call: PendingCall): void {
    const child = this.#child?.process;
    if (child === undefined) return;
    child.say(`{"op":"cancel","id":${id}}`);
    call.stopClock = this.#plan.clock.startTimer(this.#plan.killAfter, () => {
      this.#dying = child;
      this.#child = undefined;
      child.kill(`it was ended because a call of ${call.name} would not end`);
    });
  }

  #hear(reply: Reply, child: PythonChild): void {
    this.#pings.answer(reply.id);
    const call = this.#running.get(reply.id);
    if (call === undefined) return;
    this.#running.delete(reply.id);
    call.stopClock();
    if (reply.type === 'done') this.#deaths = 0;
    if (this.#running.size === 0) child.hold(false);
    if (!call.isLeft) this.#answer(call, reply, child);
    this.#pump();
  }

  #answer(call: PendingCall, reply: Reply, child: PythonChild): void {
    call.isLeft = true;
    if (reply.type === 'done') return call.succeed(reply);
    // Only calls that were left are cancelled.
    if (reply.type === 'cancelled') return;
    const { module, maxResultSize } = this.#plan;
    // What was printed before comes by another pipe, in the same turn.
    setImmediate(() => {
      const { redact, output } = child;
      call.fail(callFailure(reply, { name: call.name, module, maxResultSize, redact, output }));
    });
  }

  /** Begins a process where there is none; never rejects: what comes of it is in the fields. */
  #begin(): Promise<void> {
    this.#starting ??= this.#startWithRestarts()
      .catch((error: unknown) => {
        this.#failure = error;
      })
      .then(() => {
        this.#starting = undefined;
        this.#pump();
      });
    return this.#starting;
  }

  async #startWithRestarts(): Promise<void> {
    const { restart, clock } = this.#plan;
    while (this.#child === undefined && !this.#giveUp.signal.aborted) {
      // One at a time: a model is not to be in memory twice.
      await this.#dying?.gone;
      if (this.#deaths > restart.maxRestarts) {
        const { how = 'unknown', output = '' } = this.#lastDeath ?? {};
        throw new PythonRestartsError(restart.maxRestarts, how, output);
      }
      const wait = backoffDelay(this.#deaths - 1, restart.backoff);
      if (this.#deaths > 0) await sleep(wait, { clock, signal: this.#giveUp.signal });
      await this.#startOnce();
    }
  }

  async #startOnce(): Promise<void> {
    const child: PythonChild = new PythonChild(this.#plan, {
      onReply: (reply) => this.#hear(reply, child),
      onDeath: (death) => this.#bury(child, death),
    });
    this.#dying = child;
    const facts = await child.ready;
    if (facts === undefined) return;
    this.#dying = undefined;
    this.#child = { process: child, facts };
    child.hold(false);
  }

  #bury(child: PythonChild, death: PythonDeath): void {
    if (this.#child?.process === child) this.#child = undefined;
    if (this.#dying === child) this.#dying = undefined;
    this.#output = death.output;
    this.#lastDeath = death;
    if (!death.isWanted && !this.#isClosed) this.#deaths++;
    this.#pings.fail(new PythonCrashError('ping', death.how, death.output));
    const victims = [...this.#running.values()];
    this.#running.clear();
    const again = victims.filter((call) => this.#survives(call, death));
    this.#queue.unshift(...again);
    this.#pump();
  }

  /** Whether a call that ran when its process died is made again. */
  #survives(call: PendingCall, { how, isWanted, output }: PythonDeath): boolean {
    call.stopClock();
    if (call.isLeft) return false;
    if (call.isIdempotent && !call.isSuspect) {
      call.isSuspect = !isWanted;
      return true;
    }
    call.isLeft = true;
    call.fail(new PythonCrashError(call.name, how, output));
    return false;
  }

  #failQueue(error: unknown): void {
    for (const call of this.#queue.splice(0)) {
      call.isLeft = true;
      call.fail(error);
    }
    this.#settleIfIdle();
  }

  #failAll(): void {
    for (const call of [...this.#queue, ...this.#running.values()]) {
      call.stopClock();
      if (call.isLeft) continue;
      call.isLeft = true;
      call.fail(new PythonClosedError(`The call of ${call.name}`));
    }
    this.#queue.length = 0;
    this.#running.clear();
    this.#giveUp.abort(new PythonClosedError('The start'));
    (this.#child?.process ?? this.#dying)?.kill(CLOSED);
    this.#settleIfIdle();
  }

  #settleIfIdle(): void {
    if (this.load === 0) this.#settleIdle();
  }
}
