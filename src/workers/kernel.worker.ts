import './lock-down';
import { serveShards, type SharedWork } from '../kernels/parallel';
import { exposeJobs } from './job';

const api = {
  /** Takes the job's line, says that it is there, and serves each team that is announced on it. */
  serve: (line: MessagePort) => {
    line.addEventListener('message', (event: MessageEvent<SharedWork>) => {
      serveShards(event.data);
    });
    line.start();
    line.postMessage('here');
  },
};
export type KernelThread = typeof api;

exposeJobs(api);
