import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateLeads } from '../../src/domain/demo/leads';
import { DEMO_SEED } from '../../src/domain/demo/seed';
import { readProject } from '../../src/domain/leads/project';
import { replayTest } from '../../src/domain/leads/study';
import { evaluate } from '../../src/ml/metrics/evaluate';
import { NO_CONTROL } from '../../src/util/progress';

interface Manifest {
  readonly file: string;
  readonly sha256: string;
  readonly rows: number;
  readonly seed: number;
}

const folder = join(import.meta.dirname, '..', '..', 'public', 'models');
const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
const bytes = readFileSync(join(folder, manifest.file));

describe('the demo project that ships with the page', () => {
  it('is the file its manifest names, of the demo seed', () => {
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(manifest.sha256);
    expect(manifest.seed).toBe(DEMO_SEED);
  });

  it('gives its saved results again on freshly generated leads; else run npm run demo:models', async () => {
    const project = await readProject(new Uint8Array(bytes));
    const { rows, seed } = manifest;
    const table = generateLeads({ rows, seed, control: NO_CONTROL });
    const { request, final } = project.study;
    const test = replayTest(table, request, project.stages);
    const again = evaluate(Float64Array.from(test.final), test.outcome, { seed: request.seed });
    expect(again.rows).toBe(final.rows);
    expect(again.rocAuc).toEqual(final.rocAuc);
    expect(again.logLoss).toEqual(final.logLoss);
  });
});
