// A progress bar of a given width, in eighths of a character where the terminal draws Unicode.

import type { Style } from './style.js';

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * Draws `share` (0 to 1, anything else is clamped) as a bar `width` columns wide.
 *
 * @example
 * progressBar(0.5, 8, { unicode: true, style }); // '████░░░░', the empty half dimmed
 */
export function progressBar(
  share: number,
  width: number,
  { unicode, style }: { readonly unicode: boolean; readonly style: Style },
): string {
  const filled = Math.min(1, Math.max(0, share)) * width;
  const whole = Math.floor(filled);
  if (!unicode) return '#'.repeat(whole) + style.dim('.'.repeat(width - whole));
  const part = EIGHTHS[Math.floor((filled - whole) * 8)] ?? '';
  return style.accent('█'.repeat(whole) + part) + style.dim('░'.repeat(width - whole - part.length));
}
