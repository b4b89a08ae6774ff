import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Where this package keeps files for the user; undefined for users who have no place for that. */
export function userCache(): string | undefined {
  const configured = process.env['XDG_CACHE_HOME'] ?? '';
  if (isAbsolute(configured)) return join(configured, 'shadegrad');
  try {
    return join(homedir(), '.cache', 'shadegrad');
  } catch {
    // A container's user may have neither HOME nor an entry in /etc/passwd.
    return undefined;
  }
}
