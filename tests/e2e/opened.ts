import type { Browser, Page } from 'puppeteer-core';

/** The browsers every promise of the page is kept in. */
export type BrowserName = 'chromium' | 'firefox';

/** How a browser is opened for one visit. */
export interface OpenOptions {
  /** A new folder for its profile. */
  readonly profile: string;
  /** The folder downloads go to. */
  readonly downloads: string;
  /** Address of the proxy for whatever is not on this computer. */
  readonly proxy: string;
  readonly language: 'en' | 'id';
  readonly dark: boolean;
  /** A private window: nothing of it outlives the browser. */
  readonly isPrivate: boolean;
}

export interface Opened {
  readonly browser: Browser;
  /** The one open tab, still blank. */
  readonly page: Page;
}

/** Which of the two drives this page. */
export async function browserOf(page: Page): Promise<BrowserName> {
  return (await page.browser().version()).startsWith('firefox') ? 'firefox' : 'chromium';
}
