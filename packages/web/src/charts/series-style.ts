// How the curves of compared runs are told apart: by colour and, for those who do not see it, by their dashes.

export interface SeriesStyle {
  /** A custom property that is a colour. */
  readonly color: string;
  /** Lengths of strokes and gaps in pixels; none for a solid line. */
  readonly dash: readonly number[];
}

const STYLES: readonly SeriesStyle[] = [
  { color: '--series-1', dash: [] },
  { color: '--series-2', dash: [8, 4] },
  { color: '--series-3', dash: [2, 3] },
  { color: '--series-4', dash: [8, 3, 2, 3] },
  { color: '--series-5', dash: [14, 4] },
];

export const seriesStyle = (index: number): SeriesStyle =>
  STYLES[index % STYLES.length] ?? { color: '--series-1', dash: [] };
