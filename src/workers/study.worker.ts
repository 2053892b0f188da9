import './lock-down';
import type { Table } from '../data/table/column';
import { runGuard } from '../domain/leads/guard';
import { proposeOutcomes } from '../domain/leads/outcomes';
import { projectOf } from '../domain/leads/project';
import { replayTest, runStudy, type TestScores } from '../domain/leads/study';
import type { Project } from '../domain/leads/project';
import type { ColumnFinding, Outcome, StudyRequest } from '../domain/leads/types';
import { loadKernels } from '../kernels/wasm';
import { rankScores } from '../ml/metrics/threshold';
import { pageAssets } from './assets';
import { exposeJobs, jobControl, type JobPort } from './job';
import type { OnProgress, ScoreArrays } from './protocol';
import { joinThreads } from './threads';

/** Test scores as the page holds them. */
function rankTest({ p1, p2, final, outcome }: TestScores): ScoreArrays {
  return { p1, p2, ranked: rankScores(final, outcome) };
}

const api = {
  guard: (
    table: Table,
    outcomes: readonly Outcome[] | null,
    port: JobPort,
    onProgress: OnProgress,
  ) =>
    runGuard({
      table,
      outcomes: outcomes ?? proposeOutcomes(table),
      seed: 42,
      control: jobControl(port, onProgress),
    }),
  train: async (
    input: {
      table: Table;
      tableName: string;
      guard: readonly ColumnFinding[];
      request: StudyRequest;
    },
    port: JobPort,
    onProgress: OnProgress,
  ) => {
    const study = runStudy({
      ...input,
      kernels: await loadKernels(pageAssets, await joinThreads(port)),
      control: jobControl(port, onProgress),
      clock: () => performance.now(),
    });
    return {
      result: study.result,
      test: rankTest(study.test),
      project: projectOf(study, input.table, input.tableName),
    };
  },
  replay: (table: Table, project: Project) =>
    rankTest(replayTest(table, project.study.request, project.stages)),
};
export type StudyJobs = typeof api;

exposeJobs(api);
