// The kernel's entries that a sliding window needs for one row of taps and one group of channels, as a panel.

import type { Correlation } from '../correlation.js';
import type { PanelLoads } from './panel.js';

export interface WindowWeights {
  /** Type of an element of the binding `w`. */
  readonly type: 'vec4f' | 'f32';
  /** For a loop over `channel_group` and `ky`, at output channels from `column` on. */
  readonly loads: PanelLoads;
  /** The load and its component that hold weight(kx, term, q) of the panel. */
  readonly place: (kx: number, term: number, q: number) => readonly [item: number, component: number];
  /** True if one load brings entries of four output channels. */
  readonly isAcross: boolean;
}

/** @param terms Channels in a group: four, or one. */
export function windowWeights(c: Correlation, columns: number, terms: number): WindowWeights {
  return c.isFlipped ? flippedWeights(c, columns, terms) : storedWeights(c, columns, terms);
}

/** w [KH, KW, CHANNELS, COLUMNS] */
function storedWeights(c: Correlation, columns: number, terms: number): WindowWeights {
  const isAcross = c.columns % 4 === 0;
  const width = isAcross ? 4 : 1;
  const across = columns / width;
  return {
    type: isAcross ? 'vec4f' : 'f32',
    isAcross,
    loads: {
      count: c.kernelWidth * terms * across,
      isScalar: !isAcross,
      prepare: (item) => {
        const row = `${item} / ${across}u`;
        const tap = `(${row} / ${terms}u * CHANNELS + ${row} % ${terms}u)`;
        return `${tap} * (COLUMNS / ${width}u) + column / ${width}u + ${item} % ${across}u`;
      },
      load: (_, prepared) =>
        `w_at(${prepared} + (ky * KERNEL_WIDTH * CHANNELS + channel_group * ${terms}u) * (COLUMNS / ${width}u))`,
    },
    place: (kx, term, q) => [(kx * terms + term) * across + Math.floor(q / width), q % width],
  };
}

/** w [KH, KW, COLUMNS, CHANNELS], from the last tap to the first. */
function flippedWeights(c: Correlation, columns: number, terms: number): WindowWeights {
  return {
    type: terms === 4 ? 'vec4f' : 'f32',
    isAcross: false,
    loads: {
      count: c.kernelWidth * columns,
      isScalar: terms === 1,
      prepare: (item) => {
        const kx = `(KERNEL_WIDTH - 1u - ${item} / ${columns}u)`;
        return `(${kx} * COLUMNS + column + ${item} % ${columns}u) * (CHANNELS / ${terms}u)`;
      },
      load: (_, prepared) => {
        const row = '(KERNEL_HEIGHT - 1u - ky) * KERNEL_WIDTH * COLUMNS';
        return `w_at(${prepared} + ${row} * (CHANNELS / ${terms}u) + channel_group)`;
      },
    },
    place: (kx, term, q) => [kx * columns + q, term],
  };
}
