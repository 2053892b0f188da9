/** A kernel thread of the engine: serves one team after the other. */
import { parentPort } from 'node:worker_threads';
import { serveShards, type SharedWork } from '../src/kernels/parallel';

parentPort?.on('message', (work: SharedWork) => {
  serveShards(work);
});
