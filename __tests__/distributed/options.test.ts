import { BullMQRunner, queueStatus, runWorker } from 'dspex/distributed';
import { redisAddress, shownAddress } from '../../src/distributed/redis/redis-address';
import { readFailure } from '../../src/distributed/queue/job-failure';
import { taskName } from '../../src/distributed/queue/unit-job';

const connection = 'redis://127.0.0.1:6379';
const file = './program.js';

describe('the options of runner and worker', () => {
  it.each<[string, () => unknown]>([
    ['modul', () => new BullMQRunner({ connection, modul: 'x' } as never)],
    ['module', () => new BullMQRunner({ connection, module: '' })],
    ['concurrency', () => new BullMQRunner({ connection, module: file, concurrency: 0 })],
    ['attempts', () => new BullMQRunner({ connection, module: file, attempts: 1.5 })],
    ['queue', () => new BullMQRunner({ connection, module: file, queue: 'a:b' })],
    ['connection', () => new BullMQRunner({ connection: 'http://:hush@host', module: file })],
    ['connection', () => new BullMQRunner({ connection: 'hush', module: file })],
    ['connection', () => new BullMQRunner({ module: file } as never)],
  ])('refuse a wrong %s before anything is connected', (name, begin) => {
    expect(begin).toThrow(name);
    expect(begin).not.toThrow('hush');
  });

  it('are checked for workers and for looking as well', async () => {
    await expect(runWorker({ connection, module: file, rateLimit: { max: 1 } as never })).rejects.toThrow(
      'rateLimit',
    );
    await expect(runWorker({ connection, module: file, stalledAfter: -1 })).rejects.toThrow('stalledAfter');
    await expect(runWorker({ connection, module: './nowhere.js' })).rejects.toMatchObject({
      code: 'EVALUATE_TASK_MODULE',
    });
    await expect(queueStatus({ connection, queue: '' })).rejects.toThrow('queue');
  });

  it('take addresses as URLs and show them without a password', () => {
    const address = redisAddress('rediss://me:p%40ss@[::1]:7000/3', 'x');
    expect(address).toEqual({ host: '::1', port: 7000, username: 'me', password: 'p@ss', db: 3, tls: true });
    expect(shownAddress(address)).toBe('rediss://::1:7000/3');
    expect(redisAddress('redis://host', 'x')).toEqual({ host: 'host', port: 6379, db: 0, tls: false });
  });

  it('name a task alike wherever its file is', () => {
    expect([taskName('/a/b/router.ts'), taskName('./router.js'), taskName('@acme/router')]).toEqual([
      'router',
      'router',
      '@acme/router',
    ]);
  });

  it('take what BullMQ gave up for a poison job', () => {
    expect(readFailure('job stalled more than allowable limit').code).toBe('DISTRIBUTED_POISON_JOB');
    expect(readFailure('DISTRIBUTED_TASK: a\nb')).toEqual({ code: 'DISTRIBUTED_TASK', message: 'a\nb' });
  });
});
