import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Jobs } from '../../../src/workers/jobs';
import { asWorker, SilentWorker } from './fake-worker';

const never = (): Promise<never> => new Promise(() => undefined);

beforeAll(() => {
  vi.stubGlobal('self', { crossOriginIsolated: true });
});

describe('Jobs', () => {
  it.each(['error', 'messageerror'])('ends a job whose worker has an %s', async (type) => {
    const worker = new SilentWorker();
    const done = new Jobs().run(1, () => asWorker(worker), never);
    worker.dispatchEvent(new Event(type));
    await expect(done).rejects.toMatchObject({ code: 'WORKER_LOST' });
    expect(worker.terminate).toHaveBeenCalledOnce();
  });

  it('keeps the failure of a job from the page, which would give up the engine for it', async () => {
    const worker = new SilentWorker();
    const done = new Jobs().run(1, () => asWorker(worker), never);
    const event = new Event('error', { cancelable: true });
    worker.dispatchEvent(event);
    await expect(done).rejects.toMatchObject({ code: 'WORKER_LOST' });
    expect(event.defaultPrevented).toBe(true);
  });

  it('sets the flag of a cancelled job and ends it where it does not end by itself', async () => {
    const jobs = new Jobs();
    const worker = new SilentWorker();
    let flag: Int32Array = new Int32Array(1);
    const done = new Promise<never>((_, reject) => {
      const started = jobs.run(
        7,
        () => asWorker(worker),
        (_api, port) => {
          flag = port.flag;
          jobs.cancel(7);
          return never();
        },
      );
      started.catch(reject);
    });
    await expect(done).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(flag[0]).toBe(1);
    expect(worker.terminate).toHaveBeenCalledOnce();
  });

  it('stops a job of several steps between two of them', async () => {
    const jobs = new Jobs();
    await jobs.run(
      3,
      () => asWorker(new SilentWorker()),
      () => Promise.resolve('first step'),
    );
    jobs.cancel(3);
    const create = vi.fn(() => asWorker(new SilentWorker()));
    await expect(jobs.run(3, create, never)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(create).not.toHaveBeenCalled();
  });
});
