// Why a browser cannot train, what exactly is missing, and what to do about it in this browser. Pure: what is known of the
// browser comes in, so that each case can be tested.

import type { Failure } from '../design/failure.js';

export type BrowserName = 'Chrome' | 'Edge' | 'Firefox' | 'Safari' | 'another browser';
export type SystemName = 'Windows' | 'macOS' | 'Linux' | 'Android' | 'iOS' | 'another system';

/** What stands in the way. */
export type Obstacle =
  /** The page did not come over HTTPS. */
  | 'insecure'
  /** There is no `navigator.gpu`. */
  | 'no WebGPU'
  /** There is one in pages, but not in workers. */
  | 'no WebGPU in workers'
  /** There is WebGPU, and no adapter to be had: none is there, or the browser has blocked it. */
  | 'no adapter'
  /** The adapter does not open. */
  | 'no device'
  /** The adapter's limits are below what every WebGPU adapter has to have. */
  | 'small limits';

export function browserOf(userAgent: string): BrowserName {
  if (/Edg\//.test(userAgent)) return 'Edge';
  if (/Firefox\/|FxiOS\//.test(userAgent)) return 'Firefox';
  if (/Chrome\/|Chromium\/|CriOS\//.test(userAgent)) return 'Chrome';
  return /Safari\//.test(userAgent) ? 'Safari' : 'another browser';
}

export function systemOf(userAgent: string): SystemName {
  if (/iPhone|iPad/.test(userAgent)) return 'iOS';
  if (/Android/.test(userAgent)) return 'Android';
  if (/Windows/.test(userAgent)) return 'Windows';
  if (/Mac OS X/.test(userAgent)) return 'macOS';
  return /Linux|CrOS/.test(userAgent) ? 'Linux' : 'another system';
}

/** @param detail What WebGPU itself said, if anything. */
export function obstacleFailure(obstacle: Obstacle, userAgent: string, detail = ''): Failure {
  const [browser, system] = [browserOf(userAgent), systemOf(userAgent)];
  switch (obstacle) {
    case 'insecure':
      return {
        code: 'SHADEGRAD_INSECURE',
        message:
          'This page came over a connection that is not secure, and browsers offer WebGPU only to pages that come over HTTPS or from this computer.',
        fix: 'Open it through https://, or from this computer as http://localhost.',
      };
    case 'no WebGPU':
      return {
        code: 'SHADEGRAD_NO_WEBGPU',
        message: `navigator.gpu is missing: this ${named(browser)} has no WebGPU, through which the page would use your graphics processor.`,
        fix: howToGetWebGpu(browser, system),
      };
    case 'no WebGPU in workers':
      return {
        code: 'SHADEGRAD_NO_WEBGPU_IN_WORKER',
        message: `This ${named(browser)} has WebGPU in pages but not in workers, where the training runs.`,
        fix: howToGetWebGpu(browser, system),
      };
    case 'no adapter':
      return {
        code: 'SHADEGRAD_NO_ADAPTER',
        message: `This ${named(browser)} has WebGPU, but no adapter: it found no graphics processor, or it has blocked the one with this driver.`,
        fix: howToGetAnAdapter(browser, system),
      };
    case 'no device':
      return {
        code: 'SHADEGRAD_NO_DEVICE',
        message: `The graphics processor was found, but does not open. ${detail}`.trim(),
        fix: 'Close other programs and tabs that use it, then reload; if it stays so, update the graphics driver.',
      };
    case 'small limits':
      return {
        code: 'SHADEGRAD_LIMIT',
        message: `The graphics processor offers less than a training step needs. ${detail}`.trim(),
        fix: 'Choose another adapter in the system’s graphics settings, or train with the command line: npx shadegrad train.',
      };
    default:
      return obstacle satisfies never;
  }
}

const named = (browser: BrowserName): string => (browser === 'another browser' ? 'browser' : browser);

function howToGetWebGpu(browser: BrowserName, system: SystemName): string {
  if (system === 'iOS') return 'Update to iOS 26 or later: there every browser has WebGPU.';
  switch (browser) {
    case 'Chrome':
    case 'Edge':
      return system === 'Linux'
        ? 'Update it; where that is not enough on Linux, switch on chrome://flags/#enable-unsafe-webgpu and restart it.'
        : 'Update it (Settings, About): versions from 113 on, on Android from 121 on, have WebGPU.';
    case 'Firefox':
      return system === 'Windows' || system === 'macOS'
        ? 'Update it: on Windows versions from 141 on, on macOS from 145 on have WebGPU.'
        : 'Set dom.webgpu.enabled to true in about:config, or use a current Chrome.';
    case 'Safari':
      return 'Update to Safari 26 or later, which comes with macOS 26.';
    case 'another browser':
      return 'Use a current Chrome, Edge, Firefox or Safari.';
    default:
      return browser satisfies never;
  }
}

function howToGetAnAdapter(browser: BrowserName, system: SystemName): string {
  switch (browser) {
    case 'Chrome':
    case 'Edge':
      return system === 'Linux'
        ? 'See chrome://gpu for what is blocked, and why. Switch hardware acceleration on (Settings, System); on Linux also try chrome://flags/#enable-vulkan and #ignore-gpu-blocklist.'
        : 'See chrome://gpu for what is blocked, and why. Switch hardware acceleration on (Settings, System), and update the graphics driver.';
    case 'Firefox':
      return 'See about:support, Graphics, for what is blocked, and why. Switch hardware acceleration on (Settings, Performance), and update the graphics driver.';
    case 'Safari':
    case 'another browser':
      return 'Update the system and the browser, and switch hardware acceleration on in its settings.';
    default:
      return browser satisfies never;
  }
}

const BY_CODE: ReadonlyMap<string, Obstacle> = new Map([
  ['SHADEGRAD_NO_WEBGPU_IN_WORKER', 'no WebGPU in workers'],
  ['SHADEGRAD_NO_ADAPTER', 'no adapter'],
  ['SHADEGRAD_NO_DEVICE', 'no device'],
  ['SHADEGRAD_LIMIT', 'small limits'],
]);

/** What the worker found, told for this browser. */
export function adviceOn(failure: Failure, userAgent: string): Failure {
  const obstacle = BY_CODE.get(failure.code);
  return obstacle === undefined ? failure : obstacleFailure(obstacle, userAgent, failure.message);
}

/** What stands in the way as far as it shows before an adapter is asked for. */
export function webGpuObstacle(): Failure | undefined {
  if (!isSecureContext) return obstacleFailure('insecure', navigator.userAgent);
  const { userAgent } = navigator;
  return navigator.gpu === undefined ? obstacleFailure('no WebGPU', userAgent) : undefined;
}
