// Numbers as people read them.

import type { Summary } from '../measure/statistics.js';

const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** About three digits that matter: `1,234`, `412`, `41.2`, `4.12`. */
export function formatNumber(value: number): string {
  if (value >= 100) return grouped.format(value);
  return value.toFixed(value >= 10 ? 1 : 2);
}

/** The median and, where there were several values, the spread: `412 (398–430)`. */
export function formatSummary({ median, lowest, highest }: Summary): string {
  return lowest === highest
    ? formatNumber(median)
    : `${formatNumber(median)} (${formatNumber(lowest)}–${formatNumber(highest)})`;
}

/** `1.84 × (1.80–1.91)` */
export function formatRatio({ median, lowest, highest }: Summary): string {
  const spread = lowest === highest ? '' : ` (${formatNumber(lowest)}–${formatNumber(highest)})`;
  return `${formatNumber(median)} ×${spread}`;
}

/** A share as `97.5 %`. */
export function formatPercent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** `92.4 MiB` */
export function formatMebibytes(bytes: number): string {
  return `${formatNumber(bytes / 2 ** 20)} MiB`;
}

export const formatCount = (value: number): string => grouped.format(value);
