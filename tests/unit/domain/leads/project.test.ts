import { readFile } from 'node:fs/promises';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectOf, readProject, writeProject } from '../../../../src/domain/leads/project';
import type { Manifest } from '../../../../src/domain/leads/project-files';
import { MAX_PROJECT_BYTES } from '../../../../src/domain/leads/project-zip';
import { toOnnx } from '../../../../src/ml/onnx/to-onnx';
import { numberColumn } from '../../../../src/data/table/make-column';
import { sha256Hex } from '../../../../src/util/hash';
import { forestModel, randomTrees, RECIPES } from '../../ml/onnx/fixtures';
import { makeProject } from './project-fixture';

const project = makeProject();
let bytes: Uint8Array;
let files: Record<string, Uint8Array>;

beforeAll(async () => {
  bytes = await writeProject(project);
  files = unzipSync(bytes);
});

function textOf(path: string): string {
  return new TextDecoder().decode(files[path]);
}

/** The file again with some of its parts replaced, left out where null. */
function changed(parts: Record<string, Uint8Array | null>): Uint8Array {
  const all = Object.entries({ ...files, ...parts });
  return zipSync(Object.fromEntries(all.flatMap(([p, b]) => (b ? [[p, b]] : []))));
}

function changedManifest(change: (manifest: Record<string, unknown>) => void): Uint8Array {
  const manifest = JSON.parse(textOf('manifest.json')) as Record<string, unknown>;
  change(manifest);
  return changed({ 'manifest.json': strToU8(JSON.stringify(manifest)) });
}

/** A part replaced together with its entry in the manifest, as a hostile hand would do it. */
async function forged(path: string, text: string): Promise<Uint8Array> {
  const content = strToU8(text);
  const manifest = JSON.parse(textOf('manifest.json')) as Manifest;
  const entry = { path, bytes: content.length, sha256: await sha256Hex(content) };
  const listed = manifest.files.map((file) => (file.path === path ? entry : file));
  const again = strToU8(JSON.stringify({ ...manifest, files: listed }));
  return changed({ [path]: content, 'manifest.json': again });
}

async function codeOf(file: Uint8Array): Promise<unknown> {
  return readProject(file).then(
    () => 'read',
    (error: unknown) => error,
  );
}

describe('a project file', () => {
  it('comes back as it was, NaN and odd names included', async () => {
    expect(await readProject(bytes)).toEqual(project);
    const one = makeProject(1);
    expect(await readProject(await writeProject(one))).toEqual(one);
  });

  it('comes back with a forest', async () => {
    const { stages, study, ...rest } = makeProject(1);
    const recipe = RECIPES.codes;
    const cuts = recipe.featureNames.map(() => [0.5, 3]);
    const model = forestModel(recipe, randomTrees(20, cuts, 3));
    const [stage] = stages;
    const pipelines = [...stage.pipelines, { algorithm: 'forest' as const, recipe, model }];
    const [judged] = study.stages;
    const models = [...judged.models, { ...judged.models[0], algorithm: 'forest' as const }];
    const project = {
      ...rest,
      stages: [{ ...stage, champion: 'forest' as const, pipelines }],
      study: { ...study, stages: [{ ...judged, models }] },
    };
    const written = await writeProject(project);
    expect(await readProject(written)).toEqual(project);
    expect(Object.keys(unzipSync(written))).toContain('models/1/stage1.gbdt.xgb.json');
  });

  it('has equal bytes for equal projects', async () => {
    expect(await writeProject(makeProject())).toEqual(bytes);
    expect(await writeProject(await readProject(bytes))).toEqual(bytes);
  });

  it('holds every model in each of its forms and names the champion', () => {
    expect(Object.keys(files).sort()).toEqual([
      'manifest.json',
      'models/1/stage1.json',
      'models/1/stage1.logistic.json',
      'models/1/stage1.logistic.onnx',
      'models/1/stage1.onnx',
      'models/1/stage1.xgb.json',
      'models/1/stage2.gbdt.json',
      'models/1/stage2.gbdt.onnx',
      'models/1/stage2.gbdt.xgb.json',
      'models/1/stage2.json',
      'models/1/stage2.onnx',
      'study.json',
    ]);
    const manifest = JSON.parse(textOf('manifest.json')) as Manifest;
    expect(manifest.stages.map(({ champion }) => champion)).toEqual(['gbdt', 'logistic']);
    expect(manifest.stages[0].models.map(({ threshold }) => threshold)).toEqual([0.5, 0.25]);
    const { recipe, model } = project.stages[0].pipelines[1];
    expect(files['models/1/stage1.onnx']).toEqual(toOnnx({ recipe, model, name: 'stage1' }));
    expect(JSON.parse(textOf('models/1/stage1.xgb.json'))).toHaveProperty('learner');
  });

  it('does not depend on the time zone', async () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Pacific/Kiritimati';
    const far = await writeProject(project);
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
    expect(far).toEqual(bytes);
  });
});

describe('readProject refuses', () => {
  it('what is no project', async () => {
    const cases = [
      new Uint8Array(0),
      strToU8('lead_id,age\n1,20\n'),
      zipSync({ 'a.txt': strToU8('a') }),
      changedManifest((m) => (m['format'] = 'other')),
      changed({ 'manifest.json': strToU8('null') }),
    ];
    for (const file of cases) {
      expect(await codeOf(file)).toMatchObject({ code: 'NOT_A_PROJECT' });
    }
  });

  it('a newer version', async () => {
    const newer = changedManifest((manifest) => {
      manifest['version'] = 2;
      delete manifest['stages'];
    });
    expect(await codeOf(newer)).toMatchObject({
      code: 'PROJECT_TOO_NEW',
      params: { found: 2, supported: 1 },
    });
  });

  it('a part that changed, is gone or cannot be read, by its name', async () => {
    const model = 'models/1/stage1.json';
    const torn = new Uint8Array(bytes);
    const at = new TextDecoder('latin1').decode(bytes).indexOf(model) + model.length + 40;
    torn.fill(0xff, at, at + 20);
    const cases: [Uint8Array, string][] = [
      [changed({ [model]: files['models/1/stage2.json'] }), model],
      [changed({ [model]: null }), model],
      [torn, model],
      [bytes.slice(0, bytes.length - 30), 'zip'],
      [changed({ 'manifest.json': strToU8('{"format"') }), 'manifest.json'],
      [changedManifest((m) => (m['version'] = 1.5)), 'manifest.json'],
      [changedManifest((m) => (m['stages'] = [])), 'manifest.json'],
    ];
    for (const [file, name] of cases) {
      expect(await codeOf(file)).toMatchObject({ code: 'PROJECT_DAMAGED', params: { file: name } });
    }
  });

  it('a model that would not work or not end, though its hash is right', async () => {
    const path = 'models/1/stage1.json';
    const stage = JSON.parse(textOf(path)) as {
      recipe: object;
      model: { trees: { left: number[]; feature: number[] }[] };
    };
    const original = JSON.stringify(stage);
    expect(await codeOf(await forged(path, original))).toBe('read');
    stage.model.trees[0].left[0] = 0;
    const endless = JSON.stringify(stage);
    stage.model.trees[0].left[0] = 1;
    stage.model.trees[0].feature[0] = 99;
    const outside = JSON.stringify(stage);
    const other = original.replace('"algorithm":"gbdt"', '"algorithm":"forest"');
    const narrow = JSON.stringify({ ...stage, recipe: { ...stage.recipe, featureNames: [] } });
    for (const text of [endless, outside, other, narrow, 'null', '{}']) {
      expect(await codeOf(await forged(path, text))).toMatchObject({
        code: 'PROJECT_DAMAGED',
        params: { file: path },
      });
    }
  });

  it('a bomb, by the sizes it declares and without unpacking it', async () => {
    const parts = Array.from({ length: 9 }, (_, i) => [`${i}.bin`, new Uint8Array(100)] as const);
    const bomb = declare(zipSync(Object.fromEntries(parts)), MAX_PROJECT_BYTES / 8);
    const before = process.memoryUsage().arrayBuffers;
    expect(await codeOf(bomb)).toMatchObject({
      code: 'PROJECT_TOO_LARGE',
      params: { bytes: (9 * MAX_PROJECT_BYTES) / 8, limit: MAX_PROJECT_BYTES },
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
  });

  it('a part that is longer than it declares', async () => {
    const lying = zipSync({ 'manifest.json': new Uint8Array(100_000).fill(32) });
    expect(await codeOf(declare(lying, 10))).toMatchObject({ code: 'PROJECT_DAMAGED' });
  });
});

/** Sets the unpacked size of every entry of a zip's directory. */
function declare(zip: Uint8Array<ArrayBuffer>, size: number): Uint8Array {
  const view = new DataView(zip.buffer);
  for (let i = 0; i + 30 < zip.length; i++) {
    if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, size, true);
  }
  return zip;
}

describe('projectOf', () => {
  it('keeps fingerprints and cuts, no rows', () => {
    const final = Float32Array.from({ length: 100 }, (_, i) => (i + 1) / 100);
    const test = {
      rows: new Uint32Array(100),
      p1: final,
      p2: final,
      final,
      outcome: new Uint8Array(),
    };
    const finding = {
      type: 'text',
      severity: 'none',
      reasons: [],
      gini: [],
      missing: 0,
      availability: 'identifier',
    } as const;
    const guard = [
      { ...finding, column: 'agent', distinct: 7 },
      { ...finding, column: 'lead id', distinct: 500 },
    ];
    const study = { result: { ...project.study, guard }, stages: project.stages, test };
    const table = { rows: 2, columns: [numberColumn('x', [1, 2])] };
    const made = projectOf(study, table, 'leads.2024.csv', 'ab12');
    expect(made).toMatchObject({ name: 'leads.2024', idColumn: 'lead id' });
    expect(made.gradeCuts.map((cut) => Math.round(cut * 100))).toEqual([91, 76, 51, 26]);
    expect(made.data).toEqual([
      {
        name: 'leads.2024.csv',
        rows: 2,
        columns: [{ name: 'x', type: 'number' }],
        sha256: 'ab12',
      },
    ]);
  });

  it('names the version of the package', async () => {
    const text = await readFile(new URL('../../../../package.json', import.meta.url), 'utf8');
    const { name, version } = JSON.parse(text) as { name: string; version: string };
    expect(project.createdBy).toEqual({ name, version });
  });
});
