import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorText } from '../../../src/i18n/error-text';
import { MESSAGES } from '../../../src/i18n/all-messages';

const root = join(import.meta.dirname, '..', '..', '..');

/** Every code that a source file hands to LeadbenchError, or to the librarian's `need`. */
function codesIn(folder: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  const sources = files
    .filter((file) => /\.(ts|svelte)$/.test(file))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'));
  const thrown = /(?:LeadbenchError\(|need\([^;]*?,)\s*'([A-Z][A-Z0-9_]+)'/g;
  return sources.flatMap((source) => [...source.matchAll(thrown)].map((match) => match[1]));
}

const codes = [...new Set([...codesIn('src'), ...codesIn('engine')])].sort();

describe('error codes', () => {
  it('are found in the sources', () => {
    expect(codes.length).toBeGreaterThan(40);
    expect(codes).toContain('FILE_TOO_BIG');
    expect(codes).toContain('NO_TABLE');
  });

  it.each(codes)('%s has a sentence of its own in both languages', (code) => {
    for (const messages of Object.values(MESSAGES)) {
      const text = errorText(messages, { code, params: {} });
      expect(text).not.toEqual(messages.errors.fallback);
      expect(text.what.length).toBeGreaterThan(10);
    }
  });
});
