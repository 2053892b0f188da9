import { createHash } from 'node:crypto';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { inRoot } from '../../../scripts/lib/files.js';

/** The global by which a planted script is asked to try: `(name, address) => Promise<string>`. */
export const DOOR = 'leaveBy';
/** The channel by which a planted worker is asked the same. */
export const CHANNEL = 'leaving';

const PAGE_PARTS = ['attempts.ts', 'attempts-page.ts'];
const PAGE_TABLES = '{ ...ATTEMPTS, ...PAGE_ATTEMPTS, ...NAVIGATIONS }';

/** Copies the built page to `root` with attempts in its entry, a lazy chunk and the engine worker. */
export async function plantBuild(root: string): Promise<void> {
  await cp(inRoot('dist'), root, { recursive: true });
  const html = await readFile(join(root, 'index.html'), 'utf8');
  const entry = /src="\.\/(assets\/index-[^"]+\.js)"/.exec(html)?.[1] ?? '';
  await append(root, entry, await pageCode(`${DOOR}Entry`));
  await append(root, await assetOf(root, 'PrivacyPage-'), await pageCode(`${DOOR}Lazy`));
  await append(root, await assetOf(root, 'engine.worker-'), await workerCode());
}

/** The attempts as a script without imports that opens the door `name`. */
export async function pageCode(name: string): Promise<string> {
  const parts = await Promise.all(PAGE_PARTS.map(codeOf));
  return `(() => {${parts.join('\n')}; globalThis.${name} = ${tryIn(PAGE_TABLES)};})();`;
}

async function workerCode(): Promise<string> {
  return `(() => {${await codeOf('attempts.ts')};
    const attempt = ${tryIn('ATTEMPTS')};
    const channel = new BroadcastChannel('${CHANNEL}');
    channel.onmessage = async ({ data }) => {
      if (data.ask === undefined) return;
      channel.postMessage({ answer: await attempt(data.ask.name, data.ask.address) });
    };})();`;
}

function tryIn(table: string): string {
  return `async (name, address) => {
    try {
      const wait = new Promise((done) => setTimeout(done, 300));
      return String(await Promise.race([(${table})[name](address), wait]));
    } catch (error) { return String(error); }
  }`;
}

async function codeOf(part: string): Promise<string> {
  const text = await readFile(inRoot('tests/e2e/leaving', part), 'utf8');
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const code = ts.transpileModule(text, { compilerOptions }).outputText;
  return code.replace(/^import .*$/gm, '').replace(/^export /gm, '');
}

async function assetOf(root: string, prefix: string): Promise<string> {
  const names = await readdir(join(root, 'assets'));
  return `assets/${names.find((name) => name.startsWith(prefix) && name.endsWith('.js')) ?? ''}`;
}

/** Appends to a file of the build and has the service worker know it by its new hash. */
async function append(root: string, path: string, code: string): Promise<void> {
  const [file, worker] = [join(root, path), join(root, 'sw.js')];
  const before = await readFile(file, 'utf8');
  const after = `${before}\n${code}\n`;
  const known = await readFile(worker, 'utf8');
  if (!known.includes(digest(before))) throw new Error(`sw.js does not know ${path}`);
  await writeFile(file, after);
  await writeFile(worker, known.replaceAll(digest(before), digest(after)));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
