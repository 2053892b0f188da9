import type { Page } from 'puppeteer-core';
import { CHANNEL, DOOR } from './plant';

/** Where planted code runs. */
export type Realm = 'entry' | 'lazy' | 'worker';

export interface Ask {
  readonly name: string;
  readonly address: string;
}

/** Has the planted code of a realm try everything at once; the answers are for a reader of a failure. */
export function tryAll(page: Page, realm: Realm, asks: readonly Ask[]): Promise<string[]> {
  if (realm === 'worker') return page.evaluate(askWorker, CHANNEL, asks);
  const door = `${DOOR}${realm === 'entry' ? 'Entry' : 'Lazy'}`;
  return page.evaluate(askPage, door, asks);
}

async function askPage(door: string, asks: readonly Ask[]): Promise<string[]> {
  type Door = (name: string, address: string) => Promise<string>;
  const leave = Reflect.get(globalThis, door) as Door;
  return Promise.all(
    asks.map(async ({ name, address }) => `${name}: ${await leave(name, address)}`),
  );
}

/** Waits for the worker, then asks; one that an attempt ended answers no more, which is no answer missed. */
async function askWorker(name: string, asks: readonly Ask[]): Promise<string[]> {
  const channel = new BroadcastChannel(name);
  const answers: string[] = [];
  channel.onmessage = ({ data }: MessageEvent<{ answer?: string }>) => {
    if (data.answer !== undefined) answers.push(data.answer);
  };
  const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
  for (let tries = 0; answers.length === 0 && tries < 100; tries++) {
    channel.postMessage({ ask: { name: 'hello', address: '' } });
    await pause(100);
  }
  if (answers.length === 0) throw new Error('no planted worker answers');
  for (const ask of asks) channel.postMessage({ ask });
  await pause(1500);
  return answers;
}
