import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, Result } from 'axe-core';
import type { Page } from 'puppeteer-core';
import { browserOf } from './opened';

const OPTIONS = JSON.stringify({
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
});

/**
 * Violations of WCAG 2.2 A and AA on the page as it stands, by axe-core. Its script comes in by the
 * debugger, which the page's policy does not bind, so that the policy is not weakened for it.
 */
export async function findAxeViolations(page: Page): Promise<Result[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'));
  const script = `${source.toString('utf8')};axe.run(document, ${OPTIONS})`;
  const found =
    (await browserOf(page)) === 'firefox'
      ? ((await page.evaluate(script)) as AxeResults)
      : await evaluateApart(page, script);
  return found.violations;
}

/** In a world of the debugger's own, which shares the page's elements and none of its globals. */
async function evaluateApart(page: Page, expression: string): Promise<AxeResults> {
  const client = await page.createCDPSession();
  const { frameTree } = await client.send('Page.getFrameTree');
  const { executionContextId } = await client.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  });
  const { result, exceptionDetails } = await client.send('Runtime.evaluate', {
    expression,
    contextId: executionContextId,
    awaitPromise: true,
    returnByValue: true,
  });
  await client.detach();
  if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
  return result.value as AxeResults;
}
