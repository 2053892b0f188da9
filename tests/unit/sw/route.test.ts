import { describe, expect, it } from 'vitest';
import { route, type Asked } from '../../../src/sw/route';

const SCOPE = 'https://host.example/some/sub-path/';
const MANIFEST = {
  build: 'b',
  shell: ['index.html'],
  files: { 'index.html': 'x', 'assets/a-1.js': 'x', 'models/m.onnx': 'x' },
};

function ask(path: string, other: Partial<Asked> = {}): string | null {
  const url = new URL(path, SCOPE).href;
  return route({ method: 'GET', mode: 'cors', url, ...other }, SCOPE, MANIFEST);
}

describe('route', () => {
  it('answers files of the manifest below the folder', () => {
    expect(ask('assets/a-1.js')).toBe('assets/a-1.js');
    expect(ask('models/m.onnx')).toBe('models/m.onnx');
    expect(ask('index.html')).toBe('index.html');
  });

  it('answers the folder by the page, and a navigation to it with a query too', () => {
    expect(ask('', { mode: 'navigate' })).toBe('index.html');
    expect(ask('?demo', { mode: 'navigate' })).toBe('index.html');
    expect(ask('index.html?demo', { mode: 'navigate' })).toBe('index.html');
  });

  it.each([
    ['a query on a file', 'assets/a-1.js?name=siti', {}],
    ['a query on the page by a script', '?name=siti', {}],
    ['a navigation to a file with a query', 'models/m.onnx?x', { mode: 'navigate' }],
    ['a file of no build', 'assets/b.js', {}],
    ['a file above the folder', '../assets/a-1.js', {}],
    ['the folder beside', '/some/sub-path-2/assets/a-1.js', {}],
    ['another origin', 'https://other.example/some/sub-path/assets/a-1.js', {}],
    ['a POST', 'assets/a-1.js', { method: 'POST' }],
    ['a HEAD', 'assets/a-1.js', { method: 'HEAD' }],
    ['a name that every object has', 'constructor', {}],
    ['the service worker itself', 'sw.js', {}],
  ])('refuses %s', (_, path, other) => {
    expect(ask(path, other)).toBeNull();
  });
});
