import { LeadbenchError } from '../../util/errors';
import { sha256Hex } from '../../util/hash';
import { PROJECT_VERSION, type Project } from './project-types';
import { isManifest, isRecipe, isStudy, modelOf } from './project-check';
import { MANIFEST, STUDY, type Manifest } from './project-files';
import { fromJson } from './project-json';
import { openZip, type ProjectZip } from './project-zip';
import type { FittedPipeline } from './study-stage';
import type { FittedStage } from './study';

function damaged(file: string): LeadbenchError {
  return new LeadbenchError('PROJECT_DAMAGED', { file });
}

function parse(bytes: Uint8Array, file: string): unknown {
  try {
    return fromJson(new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes)));
  } catch {
    throw damaged(file);
  }
}

/** Says what the file is before anything else of it is believed. */
function readManifest(zip: ProjectZip): Manifest {
  if (!zip.sizes.has(MANIFEST)) throw new LeadbenchError('NOT_A_PROJECT');
  const manifest = parse(zip.read(MANIFEST), MANIFEST);
  const { format, version } = Object(manifest) as Readonly<Record<string, unknown>>;
  if (format !== 'leadbench') throw new LeadbenchError('NOT_A_PROJECT');
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw damaged(MANIFEST);
  }
  if (version > PROJECT_VERSION) {
    throw new LeadbenchError('PROJECT_TOO_NEW', { found: version, supported: PROJECT_VERSION });
  }
  if (!isManifest(manifest)) throw damaged(MANIFEST);
  return manifest;
}

/** Every listed file, unpacked and equal to its hash. */
async function readFiles(zip: ProjectZip, manifest: Manifest): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const { path, bytes, sha256 } of manifest.files) {
    const content = zip.read(path);
    if (content.length !== bytes || (await sha256Hex(content)) !== sha256) throw damaged(path);
    files.set(path, content);
  }
  return files;
}

function parseFile(files: ReadonlyMap<string, Uint8Array>, path: string): unknown {
  const bytes = files.get(path);
  if (!bytes) throw damaged(path);
  return parse(bytes, path);
}

function readPipeline(
  files: ReadonlyMap<string, Uint8Array>,
  { algorithm, json }: Manifest['stages'][number]['models'][number],
): FittedPipeline {
  const parsed = Object(parseFile(files, json)) as Readonly<Record<string, unknown>>;
  const { recipe } = parsed;
  const model = isRecipe(recipe) ? modelOf(parsed.model, recipe.featureNames) : null;
  if (!isRecipe(recipe) || model?.algorithm !== algorithm) throw damaged(json);
  return { algorithm, recipe, model };
}

/**
 * Reads a project file. Every file in it is checked against its hash, and what is read against the
 * shape this build knows, so a file from anywhere can be opened. Throws LeadbenchError:
 * NOT_A_PROJECT, PROJECT_TOO_NEW {found, supported}, PROJECT_TOO_LARGE {bytes, limit},
 * PROJECT_DAMAGED {file}.
 */
export async function readProject(bytes: Uint8Array): Promise<Project> {
  const zip = openZip(bytes, 'zip');
  const manifest = readManifest(zip);
  const files = await readFiles(zip, manifest);
  const study = parseFile(files, STUDY);
  if (!isStudy(study) || study.stages.length !== manifest.stages.length) throw damaged(STUDY);
  const stages = manifest.stages.map(({ stage, champion, models }): FittedStage => ({
    stage,
    champion,
    pipelines: models.map((entry) => readPipeline(files, entry)),
  }));
  const { version, name, createdBy, data, setup, idColumn, gradeCuts } = manifest;
  return { version, name, createdBy, data, setup, study, stages, idColumn, gradeCuts };
}
