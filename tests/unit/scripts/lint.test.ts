import { readFileSync } from 'node:fs';
import { ESLint, Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import asc from 'assemblyscript/asc';
import { inRoot, ROOT } from '../../../scripts/lib/files.js';

type Rules = Linter.RulesRecord;

const linter = new Linter();
const rulesOf = new Map<string, Rules>();

/** The rules of eslint.config.js for a file, less those that need types or plugins. */
async function readRules(file: string): Promise<Rules> {
  const config: unknown = await new ESLint({ cwd: ROOT }).calculateConfigForFile(inRoot(file));
  const { rules } = config as { rules: Rules };
  return Object.fromEntries(
    Object.entries(rules).filter(([name]) => name.startsWith('no-restricted-')),
  );
}

/** What the house's rules say of one line of code, were it in `file`. */
function complaintsOf(code: string, file: string): string[] {
  const rules = rulesOf.get(file) ?? {};
  const messages = linter.verify(code, { languageOptions: { parser }, rules });
  return messages.map(({ ruleId, message }) => `${ruleId ?? 'fatal'}: ${message}`);
}

const BELOW_LIB = ['util', 'i18n', 'kernels', 'data', 'ml', 'domain', 'viz', 'reports', 'workers'];
const WORKER = 'src/workers/planted.ts';
const MODEL = 'src/ml/planted.ts';
const PAGE = 'src/lib/logic/planted.ts';

beforeAll(async () => {
  const files = [PAGE, ...BELOW_LIB.map((room) => `src/${room}/planted.ts`)];
  for (const file of files) rulesOf.set(file, await readRules(file));
}, 60_000);

const FUNCTIONS = [
  ...['exp', 'expm1', 'log', 'log2', 'log10', 'log1p', 'pow', 'cbrt', 'hypot', 'random'],
  ...['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2'],
  ...['sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'],
];

const BANNED = [
  ...FUNCTIONS.map((name) => `f(Math.${name}(x));`),
  ...["Math['exp'](x);", 'const { exp } = Math;', 'const m = Math;', 'f(Math);', 'Math[name](x);'],
  ...[
    'globalThis.Math.exp(x);',
    'x ** y;',
    '2 ** x;',
    'x ** 2;',
    '2 ** 0.5;',
    '10 ** 23;',
    'x **= 2;',
  ],
  ...['Date.now();', 'new Date();', 'Date();', 'const D = Date;'],
  ...['date.getHours();', 'date.getDay();', 'date.setMonth(1);', 'date.getTimezoneOffset();'],
  ...['date.toDateString();', 'date.toTimeString();', 'date.toLocaleDateString();'],
  ...['x.toLocaleString();', 'x.toLocaleUpperCase();', 'a.localeCompare(b);'],
  ...['new Intl.NumberFormat();', 'Intl.Collator;'],
];

const ALLOWED = [
  ...['2 ** 20;', '2 ** -23;', '2n ** 63n;', 'Math.sqrt(x);', 'Math.floor(x);', 'Math.fround(x);'],
  ...['new Date(0);', 'Date.UTC(2026, 0, 1);', 'date.getUTCHours();', 'x * x;', 'log(x);'],
];

describe('below lib', () => {
  it.each(BANNED)('refuses %s in every room', (code) => {
    for (const room of BELOW_LIB) {
      const complaints = complaintsOf(code, `src/${room}/planted.ts`);
      expect({ room, complaints }).not.toEqual({ room, complaints: [] });
      expect(complaints.join()).not.toContain('fatal');
    }
  });

  it.each(ALLOWED)('takes %s', (code) => {
    expect(complaintsOf(code, MODEL)).toEqual([]);
  });

  it('lets workers and the page measure time, and no one else', () => {
    const code = 'performance.now();';

    expect([complaintsOf(code, WORKER), complaintsOf(code, PAGE)]).toEqual([[], []]);
    for (const room of BELOW_LIB.filter((name) => name !== 'workers')) {
      expect(complaintsOf(code, `src/${room}/planted.ts`)).toHaveLength(1);
    }
  });
});

describe('kernels', () => {
  const options = JSON.parse(readFileSync(inRoot('assembly/asconfig.json'), 'utf8')) as {
    options: { enable: string[] };
  };
  const { enable } = options.options;

  /** Compiles one function with the features of the kernels. */
  async function compile(body: string): Promise<boolean> {
    const source = `export function f(a: f32): f32 { const x = f32x4.splat(a); return f32x4.extract_lane(${body}, 0); }`;
    return (await asc.compileString(source, { enable })).error === null;
  }

  it('cannot use relaxed SIMD, whose bits are the processor’s', async () => {
    expect(enable).not.toContain('relaxed-simd');
    expect(await compile('f32x4.add(x, x)')).toBe(true);
    expect(await compile('f32x4.relaxed_madd(x, x, x)')).toBe(false);
  });
});
