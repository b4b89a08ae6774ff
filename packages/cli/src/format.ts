// Numbers as people read them, the same in the terminal and in the report.

const grouped = new Intl.NumberFormat('en-GB');

/** `60,000` */
export function formatCount(value: number): string {
  return grouped.format(value);
}

/** `1 image`, `3 images`: adds an s to the noun unless the count is one. */
export function formatCountOf(value: number, noun: string): string {
  return `${formatCount(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** A share in [0, 1] as `98.71 %`. */
export function formatPercent(share: number, digits = 2): string {
  return `${(share * 100).toFixed(digits)} %`;
}

/** A confidence interval as `98.47–98.91 %`. */
export function formatInterval([low, high]: readonly [number, number], dash = '–'): string {
  return `${(low * 100).toFixed(2)}${dash}${(high * 100).toFixed(2)} %`;
}

/** A loss with about four digits that matter: `2.301`, `0.0712`, `0.00031`. */
export function formatLoss(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 0.01 || size === 0) return value.toFixed(size >= 1 ? 3 : 4);
  return value.toPrecision(2);
}

/** A learning rate or another setting without trailing zeros: `0.001`, `1`, `1e-7`. */
export function formatSetting(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** Seconds in words: `0.8 s`, `41 s`, `1 min 32 s`, `2 h 05 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${twoDigits(whole % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
}

/** Seconds as on a clock, for a line that is redrawn in place: `0:41`, `1:32`, `2:05:10`. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(rest)}` : `${minutes}:${twoDigits(rest)}`;
}

/** Images a second: `612`, and one decimal below ten. */
export function formatRate(imagesPerSecond: number): string {
  return imagesPerSecond >= 10 ? formatCount(Math.round(imagesPerSecond)) : imagesPerSecond.toFixed(1);
}

/** Bytes in binary units: `128 B`, `4.6 MiB`. */
export function formatBytes(bytes: number): string {
  return scaled(bytes, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB']);
}

/** Floating-point operations in decimal units: `71.6 MFLOP`. */
export function formatFlops(flops: number): string {
  return scaled(flops, 1000, ['FLOP', 'kFLOP', 'MFLOP', 'GFLOP', 'TFLOP']);
}

function scaled(value: number, base: number, units: readonly string[]): string {
  let power = 0;
  let scaledValue = value;
  while (scaledValue >= base && power < units.length - 1) {
    scaledValue /= base;
    power += 1;
  }
  const digits = power === 0 || scaledValue >= 100 ? 0 : 1;
  return `${scaledValue.toFixed(digits)} ${units[power] ?? ''}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
