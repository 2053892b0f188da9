import './lock-down';
import { serveShards, type SharedWork } from '../kernels/parallel';
import { restWhileInUse } from './in-use';
import { exposeJobs, firstMessage } from './job';

const given = firstMessage();

const api = {
  /** Takes the job's line, says that it is there, and serves each team that is announced on it. */
  serve: async (line: MessagePort, place: number) => {
    const { data: working } = await given;
    const rest = () => restWhileInUse(working, place);
    line.addEventListener('message', (event: MessageEvent<SharedWork>) => {
      serveShards(event.data, rest);
    });
    line.start();
    line.postMessage('here');
  },
};
export type KernelThread = typeof api;

exposeJobs(api);
