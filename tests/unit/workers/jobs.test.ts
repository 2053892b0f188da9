import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Jobs } from '../../../src/workers/jobs';
import { SilentWorker } from './fake-worker';

const never = (): Promise<never> => new Promise(() => undefined);

beforeAll(() => {
  vi.stubGlobal('crossOriginIsolated', true);
});

describe('Jobs', () => {
  it.each([
    ['an error nobody caught', (worker: SilentWorker) => worker.fail(true)],
    ['a file that does not load', (worker: SilentWorker) => worker.fail(false)],
    [
      'a message that cannot be read',
      (worker: SilentWorker) => worker.line.dispatchEvent(new Event('messageerror')),
    ],
  ])('ends a job whose worker has %s', async (_, fail) => {
    const worker = new SilentWorker();
    const done = new Jobs(() => worker).run(1, 'parse', never);
    fail(worker);
    await expect(done).rejects.toMatchObject({ code: 'WORKER_LOST' });
    expect(worker.terminate).toHaveBeenCalledOnce();
  });

  it('sets the flag of a cancelled job and ends it where it does not end by itself', async () => {
    const worker = new SilentWorker();
    const jobs = new Jobs(() => worker);
    let flag: Int32Array = new Int32Array(1);
    const done = new Promise<never>((_, reject) => {
      const started = jobs.run(7, 'parse', (_api, port) => {
        flag = port.flag;
        jobs.cancel(7);
        return never();
      });
      started.catch(reject);
    });
    await expect(done).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(flag[0]).toBe(1);
    expect(worker.terminate).toHaveBeenCalledOnce();
  });

  it('stops a job of several steps between two of them', async () => {
    const launch = vi.fn(() => new SilentWorker());
    const jobs = new Jobs(launch);
    await jobs.run(3, 'parse', () => Promise.resolve('first step'));
    jobs.cancel(3);
    await expect(jobs.run(3, 'parse', never)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(launch).toHaveBeenCalledOnce();
  });
});
