import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../src/', import.meta.url));
const css = readFileSync(`${root}lib/styles/tokens.css`, 'utf8');

/** Declarations of the block that follows `selector`, in order. */
function block(selector: string): string[] {
  const start = css.indexOf('{', css.indexOf(selector)) + 1;
  const body = css.slice(start, css.indexOf('}', start)).replace(/\/\*.*?\*\//gs, '');
  return body
    .split(';')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean);
}

/** A theme's colours by token. */
function colours(selector: string): ReadonlyMap<string, string> {
  const pairs = block(selector).map((line) => line.split(':').map((part) => part.trim()));
  return new Map(pairs.map(([name, value]) => [name.replace('--', ''), value]));
}

/** Relative luminance of #rrggbb, as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const GROUNDS = ['bg', 'surface', 'sunken', 'hover', 'raised', 'accent-soft'];
const SEQUENTIAL = [0, 1, 2, 3, 4, 5, 6, 7];
/** Ink and the grounds it is used on. */
const TEXT: readonly (readonly [string, readonly string[]])[] = [
  ['text', [...GROUNDS, 'seg-on', 'good-soft', 'warn-soft', 'bad-soft']],
  ['text-2', [...GROUNDS, 'bad-soft', 'warn-soft']],
  ['text-3', GROUNDS],
  ['accent', GROUNDS],
  ['good', ['bg', 'surface', 'raised', 'good-soft']],
  ['warn', ['bg', 'surface', 'raised', 'warn-soft']],
  ['bad', ['bg', 'surface', 'raised', 'bad-soft']],
  ['on-accent', ['accent-solid', 'accent-solid-hover']],
  ['chart-label', ['surface']],
  ['q-ink-lo', SEQUENTIAL.slice(0, 5).map((step) => `q${step}`)],
  ['q-ink-hi', SEQUENTIAL.slice(5).map((step) => `q${step}`)],
];
const CONTROLS: readonly (readonly [string, readonly string[]])[] = [
  ['line-ctl', ['bg', 'surface', 'raised']],
  ['focus', GROUNDS],
  ['accent-solid', ['surface', 'bg']],
  ...['good-mark', 'warn-mark', 'bad-mark'].map((mark) => [mark, ['surface']] as const),
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((i) => [`c${i}`, ['surface']] as const),
];

describe.each([
  ['light', ":root,\n[data-theme='light']"],
  ['dark', "\n  [data-theme='dark']"],
])('contrast in the %s theme', (_, selector) => {
  const tokens = colours(selector);
  const worst = (pairs: typeof TEXT, least: number) =>
    pairs.flatMap(([ink, grounds]) =>
      grounds
        .map((ground) => ({ ink, ground, is: contrast(tokens.get(ink)!, tokens.get(ground)!) }))
        .filter(({ is }) => !(is >= least)),
    );

  it('is 4.5 to 1 for text on every ground it stands on', () => {
    expect(worst(TEXT, 4.5)).toEqual([]);
  });

  it('is 3 to 1 for borders of controls, focus, states and categories', () => {
    expect(worst(CONTROLS, 3)).toEqual([]);
  });
});

describe('tokens.css', () => {
  it('has the same dark values by choice and by system', () => {
    const chosen = block("\n  [data-theme='dark']");
    expect(chosen.length).toBeGreaterThan(20);
    expect(block(':root:not([data-theme])')).toEqual(chosen);
  });

  it('is the only file with colours of its own', () => {
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.(svelte|css)$/.test(name) && !name.endsWith('tokens.css'),
    );
    expect(files.length).toBeGreaterThan(30);
    const coloured = files.filter((name) =>
      /#[0-9a-f]{3,8}\b(?![\w-]*['"{])|\brgba?\(|\bhsla?\(/i.test(
        readFileSync(root + name, 'utf8').replace(/\{#\w+/g, ''),
      ),
    );
    expect(coloured).toEqual([]);
  });

  it('is used by name: every token a component reads exists', () => {
    const defined = new Set([...css.matchAll(/(--[\w-]+):/g)].map((match) => match[1]));
    const local = new Set(['--p', '--wide']);
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(svelte|css)$/.test(name),
    );
    const used = files.flatMap((name) =>
      [...readFileSync(root + name, 'utf8').matchAll(/var\((--[\w-]+)/g)].map((match) => match[1]),
    );
    expect(used.length).toBeGreaterThan(100);
    expect([...new Set(used)].filter((name) => !defined.has(name) && !local.has(name))).toEqual([]);
  });
});
