// Whatever a page of the app should not do: errors, and requests to elsewhere.

import type { Page } from 'playwright-core';

/** Grows while the page is open. */
export function complaintsOf(page: Page, url: string): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The dataset is not beside this app, which the browser reports.
    if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text());
  });
  page.on('request', (request) => {
    const isOwn = request.url().startsWith(url) || request.url().startsWith('blob:');
    if (!isOwn) complaints.push(`asked for ${request.url()}`);
  });
  return complaints;
}
