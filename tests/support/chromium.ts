// A real browser for tests: the Chromium that @sparticuz/chromium brings along on Linux x64, or an installed Chrome, with
// WebGPU on SwiftShader, which is the same on every machine. Nothing is downloaded.

import chromiumBinary from '@sparticuz/chromium';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** A browser of one's own to test with, as a path. */
const CHOSEN = process.env['SHADEGRAD_TEST_BROWSER'];

const FLAGS = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--use-angle=swiftshader',
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-dev-shm-usage',
];

/** Starts a browser without a window. The caller closes it. */
export async function startChromium(): Promise<Browser> {
  const isBundled = process.platform === 'linux' && process.arch === 'x64';
  if (CHOSEN === undefined && !isBundled) {
    return chromium.launch({ channel: 'chrome', args: FLAGS });
  }
  const executablePath = CHOSEN ?? (await chromiumBinary.executablePath());
  return chromium.launch({ executablePath, args: FLAGS });
}

export interface PageOptions {
  /** @default a desktop */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** @default light */
  readonly colorScheme?: 'light' | 'dark';
  /** @default blocked: what a test changes on the way is not to come out of a cache */
  readonly serviceWorkers?: 'allow' | 'block';
}

/** A page with storage of its own. */
export function openPage(browser: Browser, options: PageOptions = {}): Promise<Page> {
  return browser.newPage(settingsOf(options));
}

/** Storage of its own, for several pages. */
export function openContext(browser: Browser, options: PageOptions = {}): Promise<BrowserContext> {
  return browser.newContext(settingsOf(options));
}

function settingsOf(options: PageOptions) {
  return {
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    serviceWorkers: 'block',
    ...options,
  } as const;
}
