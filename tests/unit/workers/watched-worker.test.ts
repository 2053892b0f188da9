import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LeadbenchError } from '../../../src/util/errors';
import { WatchedWorker } from '../../../src/workers/watched-worker';
import { SilentWorker } from './fake-worker';

interface Api {
  work(): Promise<number>;
}

const never = (): Promise<never> => new Promise(() => undefined);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('WatchedWorker', () => {
  it('is lost where it never starts', async () => {
    const worker = new SilentWorker({ mute: true });
    const onLost = vi.fn();
    const watched = new WatchedWorker<Api>(worker, { onLost });
    const call = vi.fn(never);
    const answer = watched.ask(call);
    const failed = expect(answer).rejects.toMatchObject({ code: 'WORKER_LOST' });
    await vi.advanceTimersByTimeAsync(20_000);
    await failed;
    expect(onLost).toHaveBeenCalledOnce();
    expect(call).not.toHaveBeenCalled();
    expect(worker.terminate).toHaveBeenCalledOnce();
  });

  it('is not lost for being slow once it has started', async () => {
    const onLost = vi.fn();
    const watched = new WatchedWorker<Api>(new SilentWorker(), { onLost });
    const call = vi.fn(never);
    watched.ask(call).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(call).toHaveBeenCalledOnce();
    expect(onLost).not.toHaveBeenCalled();
  });

  it('fails what is under way with the reason it was ended for, and calls nobody', async () => {
    const onLost = vi.fn();
    const worker = new SilentWorker();
    const watched = new WatchedWorker<Api>(worker, { onLost });
    const answer = watched.ask(never);
    watched.end(new LeadbenchError('CANCELLED'));
    await expect(answer).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(watched.ask(never)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(onLost).not.toHaveBeenCalled();
    expect(worker.terminate).toHaveBeenCalledOnce();
  });

  it('is lost with a file that does not load even where it survives errors', async () => {
    const worker = new SilentWorker();
    const watched = new WatchedWorker<Api>(worker, { survivesErrors: true });
    const answer = watched.ask(never);
    worker.fail(false);
    await expect(answer).rejects.toMatchObject({ code: 'WORKER_LOST' });
  });
});
