import { ONE_THREAD, type Parallel, type SharedWork } from '../kernels/parallel';
import { rest, type JobPort } from './job';

function untilHere(line: MessagePort): Promise<void> {
  return new Promise((resolve) => {
    line.addEventListener(
      'message',
      () => {
        resolve();
      },
      { once: true },
    );
    line.start();
  });
}

/** The kernel threads of a job, once each has said that it is there. */
export async function joinThreads({ threads }: JobPort): Promise<Parallel> {
  if (threads.length === 0) return { ...ONE_THREAD, rest };
  await Promise.all(threads.map(untilHere));
  return {
    threads: threads.length + 1,
    rest,
    join: (work: SharedWork) => {
      for (const line of threads) line.postMessage(work);
    },
  };
}
