// The kernel's entries that a sliding window needs for one tap and one group of channels, as a panel.

import type { Correlation } from '../correlation.js';
import type { PanelLoads } from './panel.js';

export interface WindowWeights {
  /** Type of an element of the binding `w`. */
  readonly type: 'vec4f' | 'f32';
  /** For loops over `channel_group`, `ky` and `kx`, at output channels from `column` on. */
  readonly loads: PanelLoads;
  /** The load and its component that hold weight(term, q) of the panel. */
  readonly place: (term: number, q: number) => readonly [item: number, component: number];
  /** True if one load brings entries of four output channels. */
  readonly isAcross: boolean;
}

/** @param terms Channels in a group: four, or one. */
export function windowWeights(c: Correlation, columns: number, terms: number): WindowWeights {
  return c.isFlipped ? flippedWeights(columns, terms) : storedWeights(c, columns, terms);
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
      count: terms * across,
      isScalar: !isAcross,
      prepare: (item) =>
        `${item} / ${across}u * (COLUMNS / ${width}u) + column / ${width}u + ${item} % ${across}u`,
      load: (_, prepared) =>
        `w_at(${prepared} + ((ky * KERNEL_WIDTH + kx) * CHANNELS + channel_group * ${terms}u) * (COLUMNS / ${width}u))`,
    },
    place: (term, q) => [term * across + Math.floor(q / width), q % width],
  };
}

/** w [KH, KW, COLUMNS, CHANNELS], from the last tap to the first. */
function flippedWeights(columns: number, terms: number): WindowWeights {
  return {
    type: terms === 4 ? 'vec4f' : 'f32',
    isAcross: false,
    loads: {
      count: columns,
      isScalar: terms === 1,
      prepare: (item) => `(column + ${item}) * (CHANNELS / ${terms}u)`,
      load: (_, prepared) => {
        const tap = '((KERNEL_HEIGHT - 1u - ky) * KERNEL_WIDTH + KERNEL_WIDTH - 1u - kx)';
        return `w_at(${prepared} + ${tap} * COLUMNS * (CHANNELS / ${terms}u) + channel_group)`;
      },
    },
    place: (term, q) => [q, term],
  };
}
