import type { Project } from '../../../../src/domain/leads/project';
import { CREATED_BY } from '../../../../src/domain/leads/project-types';
import type { FittedStage } from '../../../../src/domain/leads/study';
import type { StudyModel, StudyResult } from '../../../../src/domain/leads/types';
import type { Evaluation } from '../../../../src/ml/metrics/evaluate';
import { gbdtModel, logisticModel, NAMES, randomTrees, RECIPES } from '../../ml/onnx/fixtures';

const interval = { value: 0.7, low: 0.6, high: 0.8 };
const curve = { x: [0, 1], y: [0, 1] };

const evaluation: Evaluation = {
  rows: 100,
  events: 30,
  baseRate: 0.3,
  rocAuc: interval,
  prAuc: interval,
  logLoss: { value: 0.5, low: NaN, high: Infinity },
  brier: interval,
  ksExact: interval,
  ksDecile: 0.3,
  deciles: [],
  tiedShare: 0,
  roc: curve,
  precisionRecall: curve,
  capture: curve,
};

function studyModel(algorithm: StudyModel['algorithm'], threshold: number): StudyModel {
  return {
    algorithm,
    variant: 'baseline',
    evaluation,
    threshold,
    recall: NaN,
    precision: 0.4,
    fitSeconds: 1.5,
    params: { eta: 0.1 },
    validationLogLoss: 0.6,
  };
}

function fittedStage(stage: 1 | 2): FittedStage {
  const cuts = RECIPES.codes.featureNames.map(() => [0, 0.5, 1, 2, 4, 15]);
  return {
    stage,
    champion: stage === 1 ? 'gbdt' : 'logistic',
    pipelines: [
      {
        algorithm: 'logistic',
        recipe: RECIPES.onehot,
        model: logisticModel(RECIPES.onehot, stage),
      },
      {
        algorithm: 'gbdt',
        recipe: RECIPES.codes,
        model: gbdtModel(RECIPES.codes, randomTrees(30, cuts, stage)),
      },
    ],
  };
}

/** A small two-stage project (gbdt, then logistic) whose columns have awkward names. */
export function makeProject(stages: 1 | 2 = 2): Project {
  const both = [
    { column: 'delivered', value: null },
    { column: 'booked', value: 'yes' },
  ];
  const contract = Object.fromEntries([
    [NAMES.amount, 'capture'],
    [NAMES.flag, 'capture'],
    ['call notes', 'contact'],
    ['paid', 'outcome'],
    ['lead id', 'identifier'],
  ] as const);
  const setup = { outcomes: both.slice(0, stages), contract, dropped: ['call notes'] };
  const numbers = ([1, 2] as const).slice(0, stages);
  const study: StudyResult = {
    rows: 500,
    columns: 8,
    guard: [],
    dropped: setup.dropped,
    features: Object.values(NAMES),
    split: { kind: 'random', column: null, trainRows: 400, testRows: 100 },
    stages: numbers.map((stage, i) => ({
      stage,
      outcome: both[i],
      trainRows: 400,
      testRows: 100,
      positives: 150,
      models: [studyModel('logistic', 0.5), studyModel('gbdt', 0.25)],
      champion: {
        algorithm: stage === 1 ? 'gbdt' : 'logistic',
        variant: 'baseline',
        reason: 'best',
      },
    })),
    final: evaluation,
    request: {
      setup,
      split: { kind: 'random', test: 0.2 },
      algorithms: ['logistic', 'gbdt'],
      params: {},
      seed: 42,
    },
    seconds: 12,
  };
  return {
    version: 1,
    name: 'leads',
    createdBy: CREATED_BY,
    data: [
      {
        name: 'leads.csv',
        rows: 500,
        columns: [{ name: NAMES.amount, type: 'number' }],
        sha256: null,
      },
    ],
    setup,
    study,
    stages: numbers.map(fittedStage),
    idColumn: 'lead id',
    gradeCuts: [0.8, 0.6, 0.4, 0.2],
  };
}
