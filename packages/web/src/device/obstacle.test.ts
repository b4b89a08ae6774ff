import { describe, expect, it } from 'vitest';
import { adviceOn, browserOf, obstacleFailure, systemOf } from './obstacle.js';

const AGENTS = {
  chromeOnLinux:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36',
  edgeOnWindows:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36 Edg/147.0.0.0',
  firefoxOnWindows: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0',
  firefoxOnLinux: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  safariOnMac:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15',
  chromeOnIos:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/120.0 Mobile/15E148 Safari/604.1',
} as const;

describe('browser and system', () => {
  it.each([
    ['chromeOnLinux', 'Chrome', 'Linux'],
    ['edgeOnWindows', 'Edge', 'Windows'],
    ['firefoxOnWindows', 'Firefox', 'Windows'],
    ['safariOnMac', 'Safari', 'macOS'],
    ['chromeOnIos', 'Chrome', 'iOS'],
  ] as const)('%s', (agent, browser, system) => {
    expect([browserOf(AGENTS[agent]), systemOf(AGENTS[agent])]).toEqual([browser, system]);
  });
});

describe('what is missing, and what to do here', () => {
  it.each([
    ['no WebGPU', 'chromeOnLinux', 'chrome://flags/#enable-unsafe-webgpu'],
    ['no WebGPU', 'firefoxOnLinux', 'dom.webgpu.enabled'],
    ['no WebGPU', 'firefoxOnWindows', '141'],
    ['no WebGPU', 'safariOnMac', 'Safari 26'],
    ['no WebGPU', 'chromeOnIos', 'iOS 26'],
    ['no adapter', 'chromeOnLinux', 'chrome://gpu'],
    ['no adapter', 'firefoxOnWindows', 'about:support'],
    ['insecure', 'edgeOnWindows', 'https://'],
  ] as const)('%s in %s', (obstacle, agent, advice) => {
    expect(obstacleFailure(obstacle, AGENTS[agent]).fix).toContain(advice);
  });

  it('takes up what the worker found', () => {
    const found = { code: 'SHADEGRAD_NO_DEVICE', message: 'The adapter x does not open: lost.', fix: 'y' };
    expect(adviceOn(found, AGENTS.chromeOnLinux).message).toContain('The adapter x does not open: lost.');
    const other = { code: 'SHADEGRAD_UNEXPECTED', message: 'm', fix: 'f' };
    expect(adviceOn(other, AGENTS.chromeOnLinux)).toBe(other);
  });
});
