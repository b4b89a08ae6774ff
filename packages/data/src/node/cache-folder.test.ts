import path from 'node:path';
import { expect, it } from 'vitest';
import { cacheFolder, datasetCacheFolder, type Environment } from './cache-folder.js';

it.each<[NodeJS.Platform, Environment, string, string]>([
  ['linux', {}, '/home/ada', '/home/ada/.cache/shadegrad'],
  ['linux', { XDG_CACHE_HOME: '/var/cache/ada' }, '/home/ada', '/var/cache/ada/shadegrad'],
  ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/ada', '/home/ada/.cache/shadegrad'],
  ['darwin', { XDG_CACHE_HOME: '/ignored' }, '/Users/ada', '/Users/ada/Library/Caches/shadegrad'],
  ['win32', { LOCALAPPDATA: 'D:\\Local' }, 'C:\\Users\\ada', 'D:\\Local\\shadegrad\\Cache'],
  ['win32', {}, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Local\\shadegrad\\Cache'],
])('on %s with %o and home %s the cache is %s', (platform, env, home, expected) => {
  expect(cacheFolder(env, platform, home)).toBe(expected);
});

it('SHADEGRAD_CACHE overrides every convention', () => {
  const folder = path.resolve('somewhere');
  expect(cacheFolder({ SHADEGRAD_CACHE: 'somewhere', XDG_CACHE_HOME: '/x' })).toBe(folder);
  expect(datasetCacheFolder('mnist', folder)).toBe(path.join(folder, 'datasets', 'mnist'));
});
