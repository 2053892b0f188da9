import { zipSync, type Zippable } from 'fflate';
import { toForestDocument } from '../../ml/forest/document';
import { toXgboostJson } from '../../ml/gbdt/xgboost/json';
import type { Model } from '../../ml/model';
import { toOnnx } from '../../ml/onnx/to-onnx';
import { sha256Hex } from '../../util/hash';
import type { Project } from './project-types';
import { MANIFEST, modelPaths, STUDY, type Manifest, type ManifestStage } from './project-files';
import { toJson } from './project-json';
import type { FittedStage } from './study';

const encoder = new TextEncoder();

type Files = Map<string, Uint8Array>;

/** A model as plain JSON. */
function documentOf(model: Model): object {
  return model.algorithm === 'forest' ? toForestDocument(model) : model;
}

function addStage(
  files: Files,
  stage: FittedStage,
  thresholds: Map<string, number>,
): ManifestStage {
  const models = stage.pipelines.map(({ algorithm, recipe, model }) => {
    const paths = modelPaths(stage, algorithm);
    files.set(paths.json, encoder.encode(toJson({ recipe, model: documentOf(model) })));
    files.set(paths.onnx, toOnnx({ recipe, model, name: `stage${stage.stage}` }));
    if (paths.xgboost !== null && model.algorithm === 'gbdt') {
      files.set(paths.xgboost, encoder.encode(toXgboostJson(model)));
    }
    return { algorithm, threshold: thresholds.get(algorithm) ?? 0.5, ...paths };
  });
  return { stage: stage.stage, champion: stage.champion, models };
}

async function manifestOf(
  project: Project,
  stages: readonly ManifestStage[],
  files: Files,
): Promise<Manifest> {
  const listed = await Promise.all(
    [...files].map(async ([path, bytes]) => ({
      path,
      bytes: bytes.length,
      sha256: await sha256Hex(bytes),
    })),
  );
  const { version, name, createdBy, data, setup, idColumn, gradeCuts } = project;
  return {
    format: 'leadbench',
    version,
    name,
    createdBy,
    seed: project.study.request.seed,
    data,
    setup,
    idColumn,
    gradeCuts,
    stages,
    files: listed,
  };
}

/**
 * A project as the bytes of its file, a zip that docs/formats.md describes: each stage's models as
 * our JSON, ONNX and (trees) XGBoost JSON, the study's aggregates, and a manifest with the hash of
 * each. Equal projects give equal bytes. No rows are in it.
 */
export async function writeProject(project: Project): Promise<Uint8Array> {
  const files: Files = new Map();
  const stages = project.stages.map((stage, i) => {
    const models = project.study.stages[i].models;
    const thresholds = new Map(models.map(({ algorithm, threshold }) => [algorithm, threshold]));
    return addStage(files, stage, thresholds);
  });
  files.set(STUDY, encoder.encode(toJson(project.study)));
  const manifest = await manifestOf(project, stages, files);
  const zip: Zippable = { [MANIFEST]: encoder.encode(toJson(manifest, 2)) };
  for (const [path, bytes] of files) zip[path] = bytes;
  // The first time a zip can hold. fflate reads its local parts, so it is made of local parts.
  return zipSync(zip, { level: 6, mtime: new Date(1980, 0, 1) });
}
