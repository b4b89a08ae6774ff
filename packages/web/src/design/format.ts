// Numbers as the page writes them: few digits, always as many, so that nothing moves when they change.

const NARROW_SPACE = '\u202f';

/** `60,000` */
export const count = (value: number): string => Math.round(value).toLocaleString('en-US');

/** `97.55 %`; a dash where there is nothing to tell. */
export const percent = (share: number | undefined, digits = 2): string =>
  share === undefined || !Number.isFinite(share) ? '–' : `${(100 * share).toFixed(digits)}${NARROW_SPACE}%`;

/** Four digits of a loss: `0.0432`, `12.31`. */
export function loss(value: number | undefined): string {
  if (value === undefined) return '–';
  if (!Number.isFinite(value)) return 'not a number';
  return value < 10 ? value.toFixed(4) : value.toPrecision(4);
}

/** `0.001`, `3e-5`: a learning rate without trailing zeros. */
export const rate = (value: number): string => Number(value.toPrecision(3)).toString();

/** `320 B`, `4.69 MB`: three digits. */
export const bytes = (value: number): string => scaled(value, 'B');

/** `71.6 MFLOP` */
export const flops = (value: number): string => scaled(value, 'FLOP');

/** `320`, `18.5 k`, `1.18 M`: where there is little room. */
export const compact = (value: number): string => scaled(value, '');

function scaled(value: number, unit: string): string {
  const power = value < 1 ? 0 : Math.min(4, Math.floor(Math.log10(value) / 3));
  const digits = power === 0 ? String(Math.round(value)) : (value / 1000 ** power).toPrecision(3);
  return `${digits}${NARROW_SPACE}${['', 'k', 'M', 'G', 'T'][power] ?? ''}${unit}`.trimEnd();
}

/** `0:07`, `12:40`, `1:02:05` */
export function duration(seconds: number | undefined): string {
  if (seconds === undefined || !Number.isFinite(seconds)) return '–';
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `28×28×1` */
export const shape = (extents: readonly number[]): string => extents.join('×');
