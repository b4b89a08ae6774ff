// How the charts are drawn; the same for all, so that they can be read beside each other.

export type XAxis = 'step' | 'epoch' | 'time';

export interface ChartOptions {
  readonly x: XAxis;
  /** Weight of the past in the smoothed curve, from 0 (none) to below 1. */
  readonly smoothing: number;
  /** Whether losses are drawn on a logarithmic axis. */
  readonly logarithmic: boolean;
}

export const initialChartOptions: ChartOptions = { x: 'step', smoothing: 0.9, logarithmic: false };
