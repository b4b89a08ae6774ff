// Axes: from values to places on paper, with ticks at round numbers.

/** From the domain's ends to the range's, evenly or by ratio. */
export interface Axis {
  readonly scale: 'linear' | 'logarithmic';
  readonly domain: readonly [low: number, high: number];
  readonly ticks: readonly number[];
  /** 0 at the domain's low end, 1 at its high end. */
  place(value: number): number;
}

/** An even axis whose ends are round numbers at or beyond `low` and `high`, with about `count` ticks. */
export function linearAxis(low: number, high: number, count: number): Axis {
  const step = roundStep((high - low || Math.abs(high) || 1) / count);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => snap((first + index) * step));
  return evenAxis(snap(first * step), snap(last * step), ticks);
}

/** An even axis that ends exactly at `low` and `high`; ticks are the round whole numbers between. */
export function countingAxis(low: number, high: number, count: number): Axis {
  const step = Math.max(1, roundStep((high - low) / count));
  const ticks: number[] = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high; tick += step) ticks.push(tick);
  return evenAxis(low, high, ticks);
}

/** An axis of ratios: as far from 0.01 to 0.1 as from 0.1 to 1. Ticks are 1, 2 and 5 times powers of ten. */
export function logAxis(low: number, high: number): Axis {
  const [from, to] = low < high ? [low, high] : [low / 1.5, low * 1.5];
  const decades = Math.log10(to / from);
  const digits = decades > 3.5 ? [1] : decades > 1.7 ? [1, 3] : [1, 2, 5];
  const candidates: number[] = [];
  for (let power = Math.floor(Math.log10(from)) - 1; power <= Math.ceil(Math.log10(to)); power += 1) {
    for (const digit of digits) candidates.push(snap(digit * 10 ** power));
  }
  const below = candidates.filter((tick) => tick <= from).at(-1) ?? from;
  const above = candidates.find((tick) => tick >= to) ?? to;
  const ticks = candidates.filter((tick) => tick >= below && tick <= above);
  const span = Math.log(above / below);
  return {
    scale: 'logarithmic',
    domain: [below, above],
    ticks,
    place: (value) => Math.log(value / below) / span,
  };
}

function evenAxis(low: number, high: number, ticks: readonly number[]): Axis {
  const span = high - low || 1;
  return { scale: 'linear', domain: [low, high], ticks, place: (value) => (value - low) / span };
}

/** The next larger of 1, 2 and 5 times a power of ten. */
function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((digit) => digit * power >= raw * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** Takes away what binary arithmetic adds: 0.30000000000000004 → 0.3. */
function snap(value: number): number {
  return Number(value.toPrecision(12));
}
