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
    const local = new Set(['--p']);
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
