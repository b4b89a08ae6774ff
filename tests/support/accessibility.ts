// What axe-core finds wrong with a page, in words that tell where and how to mend it.

import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Empty where nothing is wrong. Looks at the whole page, shadow trees and what is out of sight included. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  // Evaluated, because the page's own policy allows no script from elsewhere.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) =>
      `${id}: ${target.flat().join(' ')}: ${failureSummary}`.replaceAll(/\s+/g, ' '),
    ),
  );
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
