import type { IncomingMessage } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reload, untilSettled, visit, type Visit } from './harness';
import { ATTEMPTS } from './leaving/attempts';
import { NAVIGATIONS, PAGE_ATTEMPTS } from './leaving/attempts-page';
import { tryAll, type Realm } from './leaving/open-realms';
import { pageCode, plantBuild } from './leaving/plant';
import { openReceiver, type Receiver } from './leaving/receiver';
import { PLACES } from './places';
import { go } from './steps';

/** What is under way arrives within this on this machine, loaded or not. */
const ARRIVAL_MS = 1500;
/** A browser connects ahead of a navigation that the policy then refuses. */
const LOOKED_UP = /^(?:lookup|frame)\./;
const SECRET = /secret|leaving/;

describe.each(PLACES)('what planted code sends in $name', ({ browser, headers, base }) => {
  let root: string;
  let visited: Visit;
  let receivers: Map<string, Receiver>;
  const asked: string[] = [];

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'leadbench-leaving-'));
    await plantBuild(root);
    receivers = await openReceivers();
    visited = await visit({ root, browser, headers, base, onRequest: note });
  });

  beforeEach(async ({ task }) => {
    if (/navigation|program/.test(task.name)) return;
    await reload(visited.page);
    await untilSettled(visited.page);
    await go(visited.page, '#/privacy');
    await visited.page.waitForFunction(() => 'leaveByLazy' in globalThis);
  });

  afterAll(async () => {
    await visited.close();
    await Promise.all([...receivers.values()].map((one) => one.close()));
    await rm(root, { recursive: true, force: true });
  });

  function note({ method, url, headers: sent }: IncomingMessage): void {
    asked.push(`${method} ${url} ${JSON.stringify(sent)}`);
  }

  it.each(['entry', 'lazy', 'worker'] as const)('by the %s to another address', async (realm) => {
    for (const one of receivers.values()) one.reset();
    const names = namesFor(realm);
    const asks = names.map((name) => ({ name, address: foreign(name) }));

    const answers = await tryAll(visited.page, realm, asks);
    await settle();

    const came = names.filter((name) => (receivers.get(name)?.bytes.length ?? 0) > 0);
    const touched = names.filter((name) => (receivers.get(name)?.connections() ?? 0) > 0);
    expect(came, answers.join('\n')).toEqual([]);
    // What the Privacy page calls a look-up: an address is asked for, and no byte follows.
    expect(touched.filter((name) => !LOOKED_UP.test(name))).toEqual([]);
  });

  it.each(['entry', 'lazy', 'worker'] as const)('by the %s to the own host', async (realm) => {
    asked.length = 0;
    const names = namesFor(realm);
    const asks = names.flatMap((name) => [
      { name, address: `${visited.url}leaving/${name}?secret` },
      { name, address: new URL(`/leaving-beside/${name}?secret`, visited.url).href },
    ]);

    const answers = await tryAll(visited.page, realm, asks);
    await settle();

    expect(
      asked.filter((line) => SECRET.test(line)),
      answers.join('\n'),
    ).toEqual([]);
  });

  it('by a header of a later request', async () => {
    await reload(visited.page);
    await untilSettled(visited.page);

    expect(asked.filter((line) => SECRET.test(line))).toEqual([]);
  });

  it.each(Object.keys(NAVIGATIONS))('by %s', async (name) => {
    asked.length = 0;
    const { page } = visited;
    const before = page.url();
    for (const address of [foreign(name), new URL('/leaving-beside?secret', before).href]) {
      await tryAll(page, 'entry', [{ name, address }]);
      await settle(500);
    }

    expect(receivers.get(name)?.bytes).toEqual([]);
    expect(asked.filter((line) => SECRET.test(line))).toEqual([]);
    expect(page.url()).toBe(before);
  });

  function foreign(name: string): string {
    return `http://127.0.0.1:${receivers.get(name)?.port}/${name}?secret`;
  }
});

describe('the same code on a page without a policy', () => {
  /** What is of the own origin or a worker by nature, waits for a permission or an idle browser, or carries no byte. */
  const SILENT = new RegExp(
    [
      '^(?:cookie|lookup|worker\\.(?!blob))',
      '^service\\.(?:notification|push|background)$',
      '^script\\.(?:classic|worklet|write)$',
      '^prefetch\\.(?:manifest|rules|report)$',
      '^(?:image\\.icon|media\\.audio)$',
    ].join('|'),
  );

  it('arrives at the receivers, so that their silence says something', async () => {
    const root = await mkdtemp(join(tmpdir(), 'leadbench-open-'));
    const receivers = await openReceivers();
    await writeFile(join(root, 'index.html'), '<h1>Open</h1><script src="all.js"></script>');
    await writeFile(join(root, 'all.js'), await pageCode('leaveByEntry'));
    const visited = await visit({ root, headers: false, controlled: false });
    const names = namesFor('entry').filter((name) => name !== 'script.write');
    const asks = names.map((name) => ({
      name,
      address: `http://127.0.0.1:${receivers.get(name)?.port}/${name}?secret`,
    }));

    const answers = await tryAll(visited.page, 'entry', asks);
    await settle();
    const silent = names.filter((name) => (receivers.get(name)?.bytes.length ?? 0) === 0);
    await visited.close();
    await Promise.all([...receivers.values()].map((one) => one.close()));
    await rm(root, { recursive: true, force: true });

    expect(
      silent.filter((name) => !SILENT.test(name)),
      answers.join('\n'),
    ).toEqual([]);
  });
});

async function openReceivers(): Promise<Map<string, Receiver>> {
  const names = [...namesFor('entry'), ...Object.keys(NAVIGATIONS)];
  return new Map(
    await Promise.all(names.map(async (name) => [name, await openReceiver()] as const)),
  );
}

function namesFor(realm: Realm): string[] {
  const names = Object.keys(ATTEMPTS);
  return realm === 'worker' ? names : [...names, ...Object.keys(PAGE_ATTEMPTS)];
}

function settle(wait = ARRIVAL_MS): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, wait));
}
