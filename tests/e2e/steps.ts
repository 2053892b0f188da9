import type { Page } from 'puppeteer-core';

/** Drops a file of this machine in the middle of the page, as a hand with a mouse would. */
export async function dropFile(page: Page, path: string): Promise<void> {
  await dropFiles(page, [path]);
}

/** Drops several files, or a folder, at once. */
export async function dropFiles(page: Page, paths: string[]): Promise<void> {
  const client = await page.createCDPSession();
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await client.send('Input.dispatchDragEvent', { type, x: 500, y: 300, data });
  }
  await client.detach();
}

/** Presses the button or link with this text once it is there and may be pressed. */
export async function press(page: Page, text: string): Promise<void> {
  const find = (wanted: string): HTMLElement | null =>
    [...document.querySelectorAll<HTMLElement>('main button, main a')].find(
      (one) =>
        one.textContent.trim().startsWith(wanted) &&
        !one.matches(':disabled, [aria-disabled="true"], [aria-busy="true"]'),
    ) ?? null;
  const handle = await page.waitForFunction(find, { timeout: 120_000 }, text);
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
