// Where downloads are kept: the place that each platform sets aside for what can be fetched again.

import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder of shadegrad's cache. `SHADEGRAD_CACHE` overrides it; otherwise it follows the platform:
 * `%LOCALAPPDATA%\shadegrad\Cache` on Windows, `~/Library/Caches/shadegrad` on macOS,
 * `$XDG_CACHE_HOME/shadegrad` or `~/.cache/shadegrad` elsewhere.
 */
export function cacheFolder(
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homeFolder(),
): string {
  const { SHADEGRAD_CACHE, LOCALAPPDATA, XDG_CACHE_HOME } = env;
  if (SHADEGRAD_CACHE) return path.resolve(SHADEGRAD_CACHE);
  const paths = platform === 'win32' ? path.win32 : path.posix;
  if (platform === 'win32') {
    return paths.join(LOCALAPPDATA || paths.join(home, 'AppData', 'Local'), 'shadegrad', 'Cache');
  }
  if (platform === 'darwin') return paths.join(home, 'Library', 'Caches', 'shadegrad');
  // The XDG specification asks to ignore relative paths.
  const base =
    XDG_CACHE_HOME && paths.isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : paths.join(home, '.cache');
  return paths.join(base, 'shadegrad');
}

/** The user's; a container's user may have neither HOME nor an entry in /etc/passwd, and then it is a temporary one. */
function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return tmpdir();
  }
}

/** The cache folder of one dataset. */
export function datasetCacheFolder(name: string, cache: string = cacheFolder()): string {
  return path.join(cache, 'datasets', name);
}
