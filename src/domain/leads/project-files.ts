import type { Algorithm } from '../../ml/model';
import type { DataFingerprint } from './project-types';
import type { FittedStage } from './study';
import type { Setup } from './types';

/** Where the file says what it is and what is in it. */
export const MANIFEST = 'manifest.json';
/** The study's aggregates. */
export const STUDY = 'study.json';
/** The model version a file of version 1 has. */
const MODEL_VERSION = 1;

/** One file inside the project. */
export interface ManifestFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A stage's models; the first path of each is its own JSON {recipe, model}. */
export interface ManifestStage {
  readonly stage: 1 | 2;
  readonly champion: Algorithm;
  readonly models: readonly {
    readonly algorithm: Algorithm;
    /** Default cut of the study. */
    readonly threshold: number;
    readonly json: string;
    readonly onnx: string;
    /** Trees only. */
    readonly xgboost: string | null;
  }[];
}

export interface Manifest {
  readonly format: 'leadbench';
  readonly version: 1;
  readonly name: string;
  readonly createdBy: { readonly name: string; readonly version: string };
  readonly seed: number;
  readonly data: readonly DataFingerprint[];
  readonly setup: Setup;
  readonly idColumn: string | null;
  readonly gradeCuts: readonly number[];
  readonly stages: readonly ManifestStage[];
  readonly files: readonly ManifestFile[];
}

/** Paths of one model: the champion's are `stage1.json` and kin, a rival's carry its algorithm. */
export function modelPaths(
  stage: FittedStage,
  algorithm: Algorithm,
): { json: string; onnx: string; xgboost: string | null } {
  const rival = algorithm === stage.champion ? '' : `.${algorithm}`;
  const stem = `models/${MODEL_VERSION}/stage${stage.stage}${rival}`;
  const xgboost = algorithm === 'gbdt' ? `${stem}.xgb.json` : null;
  return { json: `${stem}.json`, onnx: `${stem}.onnx`, xgboost };
}
