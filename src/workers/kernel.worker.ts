import './lock-down';
import { serveShards, type SharedWork } from '../kernels/parallel';
import { exposeJobs, firstMessage } from './job';

const given = firstMessage();

const api = {
  /** Takes the job's line, says that it is there, and serves each team that is announced on it. */
  serve: async (line: MessagePort) => {
    const { data: inUse } = await given;
    line.addEventListener('message', (event: MessageEvent<SharedWork>) => {
      serveShards(event.data, inUse);
    });
    line.start();
    line.postMessage('here');
  },
};
export type KernelThread = typeof api;

exposeJobs(api);
