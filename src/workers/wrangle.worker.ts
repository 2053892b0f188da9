import './lock-down';
import { transfer } from 'comlink';
import { runStep } from '../data/wrangle/arquero-step';
import type { WrangleStep } from '../data/wrangle/step';
import { LeadbenchError } from '../util/errors';
import { isFetchRefused } from './fetch-probe';
import { exposeJobs } from './job';
import { takeDoorsAway } from './wrangle-lock';

/** The one thread in which code may come from text: it has Arrow bytes, and nothing else. */
const api = {
  run: async (bytes: Uint8Array, step: WrangleStep) => {
    // A host's own headers may lack this file's policy, or a page stand under none.
    if (!(await isFetchRefused())) throw new LeadbenchError('WRANGLE_BLOCKED');
    takeDoorsAway();
    const answer = runStep(bytes, step);
    return transfer(answer, [answer.buffer]);
  },
};
export type WrangleJobs = typeof api;

exposeJobs(api);
