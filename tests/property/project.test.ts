import fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, expect, it } from 'vitest';
import { readProject, writeProject, type Project } from '../../src/domain/leads/project';
import type { Manifest } from '../../src/domain/leads/project-files';
import { transform } from '../../src/ml/features/transform';
import { predict } from '../../src/ml/predict';
import { LeadbenchError } from '../../src/util/errors';
import { sha256Hex } from '../../src/util/hash';
import { makeProject } from '../unit/domain/leads/project-fixture';
import { LEVELS, mixTable, TIMES } from '../unit/ml/onnx/fixtures';

const SEED = 20_260_711;
const leads = mixTable(
  { amount: [NaN, 0, 1, -2], flag: [0, 1, NaN], captured: TIMES, city: [...LEVELS, null, 'new'] },
  50,
  3,
);
let bytes: Uint8Array<ArrayBuffer>;
let files: Record<string, Uint8Array>;
let texts: string[];

beforeAll(async () => {
  bytes = new Uint8Array(await writeProject(makeProject()));
  files = unzipSync(bytes);
  texts = Object.keys(files).filter(
    (path) => path.endsWith('.json') && !path.endsWith('.xgb.json'),
  );
});

/** Ways of a value to its parts, as lists of keys; long lists by their first and last item. */
function waysOf(value: unknown, way: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [way];
  const keys = Object.keys(value);
  const few = keys.length > 12 && Array.isArray(value) ? [keys[0], keys[keys.length - 1]] : keys;
  return [
    way,
    ...few.flatMap((key) => waysOf((value as Record<string, unknown>)[key], [...way, key])),
  ];
}

/** What stands in a place instead; undefined takes it away. */
const junk = fc.oneof(
  fc.constantFrom<unknown>(
    ...[undefined, null, true, 0, -1, 0.5, 1e308, 1e9, '', 'x', '__proto__', 'constructor'],
    ...[[], {}, [[]], [null], { length: 3 }, { $number: 'NaN' }, { $number: 'Infinity' }],
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

function changedAt(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  const copy: object = Array.isArray(value)
    ? [...(value as unknown[])]
    : { ...(value as Record<string, unknown>) };
  const next = changedAt(Reflect.get(copy, key), rest, to);
  if (next === undefined && !Array.isArray(copy)) Reflect.deleteProperty(copy, key);
  else Object.defineProperty(copy, key, { value: next, enumerable: true, configurable: true });
  return copy;
}

/** The file with one JSON part replaced, and its hash with it, as a hostile hand would do it. */
async function forge(path: string, text: string): Promise<Uint8Array> {
  const content = strToU8(text);
  if (path === 'manifest.json') return zipSync({ ...files, [path]: content });
  const manifest = JSON.parse(new TextDecoder().decode(files['manifest.json'])) as Manifest;
  const entry = { path, bytes: content.length, sha256: await sha256Hex(content) };
  const listed = manifest.files.map((file) => (file.path === path ? entry : file));
  const again = strToU8(JSON.stringify({ ...manifest, files: listed }));
  return zipSync({ ...files, [path]: content, 'manifest.json': again });
}

/** Opened and used, or refused in words. Anything else is thrown. */
async function use(file: Uint8Array): Promise<'works' | 'refused'> {
  let project: Project;
  try {
    project = await readProject(file);
  } catch (error) {
    if (error instanceof LeadbenchError) return 'refused';
    throw error;
  }
  for (const { pipelines } of project.stages) {
    for (const { recipe, model } of pipelines) {
      try {
        predict(model, transform(recipe, leads, null));
      } catch (error) {
        if (!(error instanceof LeadbenchError)) throw error;
      }
    }
  }
  await writeProject(project);
  return 'works';
}

it(`a project with one value changed works or is refused in words (seed ${SEED})`, async () => {
  const seen = { works: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat(), junk, async (part, place, to) => {
      const path = texts[part % texts.length];
      const value: unknown = JSON.parse(new TextDecoder().decode(files[path]));
      const ways = waysOf(value);
      const text = JSON.stringify(changedAt(value, ways[place % ways.length], to)) ?? '';
      seen[await use(await forge(path, text))]++;
    }),
    { seed: SEED, numRuns: 300 },
  );
  expect(seen.works).toBeGreaterThan(10);
  expect(seen.refused).toBeGreaterThan(100);
}, 300_000);

it(`a project with some bytes changed or cut works or is refused in words (seed ${SEED})`, async () => {
  let refused = 0;
  const edits = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(edits, fc.option(fc.nat()), async (changes, cut) => {
      const file = bytes.slice(0, cut === null ? bytes.length : cut % bytes.length);
      for (const [at, byte] of changes) file[at % file.length] = byte;
      if ((await use(file)) === 'refused') refused++;
    }),
    { seed: SEED, numRuns: 150 },
  );
  expect(refused).toBeGreaterThan(75);
}, 300_000);
