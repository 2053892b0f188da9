import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../../scripts/lib/files.js';

const RULES =
  /^(no-restricted-|svelte\/no-at-html-tags|no-eval|no-new-func|@typescript-eslint\/no-implied-eval)/;

/** Files of the repository in whose place the snippets stand; lint takes types from real files only. */
const PAGE = 'src/lib/logic/label.ts';
const BELOW = 'src/util/errors.ts';
const WORKER = 'src/workers/librarian.ts';
const COMPONENT = 'src/lib/components/Note.svelte';

const SCRIPTS = [
  "void fetch('a');",
  "void globalThis.fetch('a');",
  "new Request('a');",
  'new XMLHttpRequest();',
  "new WebSocket('a');",
  "new EventSource('a');",
  "new WebTransport('a');",
  'new RTCPeerConnection();',
  "new SharedWorker('a');",
  "new Notification('a');",
  "new FontFace('a', 'b');",
  'new Image();',
  "open('a');",
  "window.open('a');",
  "importScripts('a');",
  "navigator.sendBeacon('a');",
  'void navigator.share({});',
  'export const a = { keepalive: true };',
  "location.href = 'a';",
  "window.location.href = 'a';",
  "window.location = 'a';",
  "location.assign('a');",
  "window.location.replace('a');",
  "document.location.search = 'a';",
  "document.write('a');",
  "document.cookie = 'a';",
  "document.body.innerHTML = 'a';",
  "document.body.outerHTML = 'a';",
  "document.body.insertAdjacentHTML('beforeend', 'a');",
  "document.createElement('iframe');",
  "document.createElement('script');",
  "document.createElement('img');",
  "document.createElementNS('a', 'link');",
  "link.href = 'a';",
  'frame.contentWindow.focus();',
  "new DOMParser().parseFromString('a', 'text/html');",
  "eval('1');",
  "new Function('1');",
  "setTimeout('1', 1);",
  'void import(name);',
  "export const a = 'javascript:1';",
  "export const a = 'https://elsewhere.example/';",
  'export const a = `wss://${name}`;',
  "export const a = 'mailto:someone';",
  'navigation.reload();',
];

const MARKUP = [
  '{@html text}',
  '<iframe title="a"></iframe>',
  '<form></form>',
  '<img alt="" src="a" />',
  '<a href="https://elsewhere.example/">a</a>',
  '<svelte:head><link rel="prefetch" href="a" /></svelte:head>',
];

const ALLOWED = [
  { file: PAGE, text: "location.hash = '#/a';" },
  { file: PAGE, text: 'location.reload();' },
  { file: PAGE, text: "void import('./mask');" },
  { file: 'src/workers/assets.ts', text: "void fetch('a');" },
  { file: 'src/sw/store.ts', text: "void fetch('a');" },
];

describe('lint of what can leave', () => {
  let eslint: ESLint;

  beforeAll(() => {
    eslint = new ESLint({ cwd: ROOT });
  });

  /** The rules of ours that a text breaks in a file's place. */
  async function rulesBroken(filePath: string, text: string): Promise<string[]> {
    const [result] = await eslint.lintText(text, { filePath });
    return (result?.messages ?? [])
      .filter(({ ruleId }) => ruleId !== null && RULES.test(ruleId))
      .map(({ ruleId }) => ruleId ?? '');
  }

  it.each(SCRIPTS)('refuses %s on the page, below it and in workers', async (text) => {
    for (const file of [PAGE, BELOW, WORKER]) {
      expect(await rulesBroken(file, text), file).not.toEqual([]);
    }
  });

  it.each(MARKUP)('refuses %s in a component', async (text) => {
    expect(await rulesBroken(COMPONENT, text)).not.toEqual([]);
  });

  it.each(ALLOWED)('lets $text stand in $file', async ({ file, text }) => {
    expect(await rulesBroken(file, text)).toEqual([]);
  });

  it('refuses a fetch in a worker that is no keeper of it', async () => {
    expect(await rulesBroken('src/sw/tally.ts', "void fetch('a');")).not.toEqual([]);
  });
});
