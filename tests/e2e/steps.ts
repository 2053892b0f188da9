import type { Page } from 'puppeteer-core';
import { browserOf } from './opened';

/** Drops a file of this machine in the middle of the page, as a hand with a mouse would. */
export async function dropFile(page: Page, path: string): Promise<void> {
  await dropFiles(page, [path]);
}

/** Drops several files at once; in Chromium a folder too. */
export async function dropFiles(page: Page, paths: string[]): Promise<void> {
  const drop = (await browserOf(page)) === 'firefox' ? dropMadeInPage : dropAsByHand;
  await drop(page, paths);
}

/** Chooses a file in the page's own dialog. */
export async function chooseFile(page: Page, path: string): Promise<void> {
  const input = await page.waitForSelector('main input[type=file]');
  await input?.uploadFile(path);
}

async function dropAsByHand(page: Page, paths: string[]): Promise<void> {
  const client = await page.createCDPSession();
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await client.send('Input.dispatchDragEvent', { type, x: 500, y: 300, data });
  }
  await client.detach();
}

/** WebDriver BiDi drags no files: an input of the test's own takes them, and events carry them on. */
async function dropMadeInPage(page: Page, paths: string[]): Promise<void> {
  const handle = await page.evaluateHandle(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    return input;
  });
  await handle.uploadFile(...paths);
  await handle.evaluate((input) => {
    const dataTransfer = new DataTransfer();
    for (const file of input.files ?? []) dataTransfer.items.add(file);
    const target = document.elementFromPoint(500, 300) ?? document.body;
    for (const type of ['dragenter', 'dragover', 'drop']) {
      const init = { bubbles: true, cancelable: true, dataTransfer };
      target.dispatchEvent(new DragEvent(type, init));
    }
  });
  await handle.dispose();
}

/** Presses the button or link with this text once it is there and may be pressed. */
export async function press(page: Page, text: string, timeout = 120_000): Promise<void> {
  const find = (wanted: string): HTMLElement | null =>
    [...document.querySelectorAll<HTMLElement>('main button, main a')].find(
      (one) =>
        one.textContent.trim().startsWith(wanted) &&
        !one.matches(':disabled, [aria-disabled="true"], [aria-busy="true"]'),
    ) ?? null;
  const handle = await page.waitForFunction(find, { timeout }, text);
  await (handle.asElement() as Awaited<ReturnType<Page['$']>>)?.evaluate((one) => {
    (one as HTMLElement).click();
  });
}

/** Waits until the page's text has `text`. */
export async function untilText(page: Page, text: string, timeout = 120_000): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.body.innerText.includes(wanted),
    { timeout },
    text,
  );
}

/** Waits until everything that is open is saved on the device. */
export async function untilSaved(page: Page): Promise<void> {
  // A change is told to the engine worker first, which then says that it is saving.
  await new Promise((resolve) => setTimeout(resolve, 200));
  await page.waitForSelector('.app[data-saved=true]', { timeout: 60_000 });
}

/** The text of the page's main part. */
export function mainText(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector('main')?.innerText ?? '');
}

/** Goes to a page by its hash, as a bookmark would. */
export async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate((next) => {
    location.hash = next;
  }, hash);
}

/** Presses the button of the top bar that goes from theme to theme until this one is chosen. */
export async function chooseTheme(page: Page, theme: string): Promise<void> {
  await page.evaluate((wanted) => {
    const button = document.querySelector<HTMLElement>('header button[aria-label^="Theme"]');
    for (let i = 0; i < 3 && document.documentElement.dataset['theme'] !== wanted; i++) {
      button?.click();
    }
  }, theme);
}
