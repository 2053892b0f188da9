/**
 * Trains the demo project's models and writes public/models: demo.leadbench and manifest.json with
 * its hash, the ONNX opset and the version of the features its graphs read. Run it after a change to
 * the generator, the trainers or the project format; the result is committed.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from './lib/files.js';
import { runEngine } from './lib/run-engine.js';

const ROWS = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'leadbench-'));
const leads = join(folder, 'demo.csv');
const target = inRoot('public', 'models');
mkdirSync(target, { recursive: true });
const demo = runEngine('demo', '--kind', 'leads', '--rows', ROWS, '--out', leads);
const study = runEngine(
  ...['train', leads, '--stage1', 'DELIVERED', '--stage2', 'BOOKED', '--test', 0.3],
  ...['--project', join(target, 'demo.leadbench')],
);
rmSync(folder, { recursive: true });
const bytes = readFileSync(join(target, 'demo.leadbench'));
const manifest = {
  file: 'demo.leadbench',
  sha256: createHash('sha256').update(bytes).digest('hex'),
  bytes: bytes.length,
  opset: 17,
  featureSchemaVersion: 1,
  rows: ROWS,
  seed: demo.seed,
};
writeFileSync(join(target, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
for (const { stage, models, champion } of study.stages) {
  const shown = models.map((/** @type {any} */ one) => `${one.algorithm} ${one.rocAuc.toFixed(4)}`);
  console.log(`stage ${stage}: ${shown.join(', ')}; champion ${champion.algorithm}`);
}
