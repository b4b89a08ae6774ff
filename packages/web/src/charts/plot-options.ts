// How uPlot draws a chart of ours: axes, colours, and hover in step with the chart beside it.

import type uPlot from 'uplot';
import { duration, percent, rate } from '../design/format.js';
import type { Quantity } from './chart-data.js';
import type { SeriesStyle } from './series-style.js';
import type { ChartOptions } from './chart-options.js';

export interface PlotRequest {
  readonly width: number;
  readonly height: number;
  readonly quantity: Quantity;
  readonly options: ChartOptions;
  /** The strokes of the runs that are compared. */
  readonly compared: readonly SeriesStyle[];
  /** The value of a custom property that is a colour. */
  readonly color: (name: string) => string;
  /** Where the learning rate was changed, on the x axis. */
  readonly marks: () => readonly number[];
  /** Hears which point the pointer is at; nothing once it has left. */
  readonly onCursor: (index: number | undefined) => void;
}

const FONT = '12px system-ui, sans-serif';

export function plotOptions(request: PlotRequest): uPlot.Options {
  const { width, height, quantity, options, color, compared } = request;
  const training = color('--series-training');
  const validation = color('--series-validation');
  const isLogarithmic = quantity === 'loss' && options.logarithmic;
  const axis = {
    stroke: color('--quiet'),
    font: FONT,
    grid: { stroke: color('--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height,
    legend: { show: false },
    // Below, room for half a label: without data there is no axis there.
    padding: [8, 8, 8, 0],
    cursor: { sync: { key: 'run' }, y: false, points: { size: 6 }, drag: { x: false, y: false } },
    scales: {
      x: { time: false },
      // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the enum is const and cannot be imported
      y: isLogarithmic ? { distr: 3 } : { range: (_, low, high) => yRange(quantity, low, high) },
    },
    axes: [
      { ...axis, size: 22, values: (_, ticks) => ticks.map((tick) => xLabel(tick, options)) },
      {
        ...axis,
        size: 52,
        values: (_, ticks) => ticks.map((tick) => yLabel(tick, quantity)),
      },
    ],
    series: [
      {},
      // Beside other runs not every x is one of this run's.
      { stroke: faint(training), width: 1, spanGaps: compared.length > 0, points: { show: false } },
      { stroke: training, width: 2, spanGaps: compared.length > 0, points: { show: false } },
      {
        stroke: validation,
        width: 2,
        dash: [6, 4],
        spanGaps: true,
        points: { show: true, size: 6, fill: validation },
      },
      ...compared.map((style) => comparedSeries(style, color)),
    ],
    hooks: {
      draw: [(plot) => drawMarks(plot, request)],
      setCursor: [(plot) => request.onCursor(plot.cursor.idx ?? undefined)],
    },
  };
}

function comparedSeries(style: SeriesStyle, color: PlotRequest['color']): uPlot.Series {
  return {
    stroke: color(style.color),
    width: 2,
    dash: [...style.dash],
    spanGaps: true,
    points: { show: false },
  };
}

/** Losses from 0 on; accuracies up to 1. */
function yRange(quantity: Quantity, low: number, high: number): [number, number] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  return quantity === 'loss' ? [0, Math.max(high, 1e-6)] : [Math.max(0, low - 0.02), 1];
}

function xLabel(tick: number, { x }: ChartOptions): string {
  return x === 'time' ? duration(tick) : tick.toLocaleString('en-US');
}

function yLabel(tick: number | null, quantity: Quantity): string {
  if (tick === null) return '';
  return quantity === 'loss' ? rate(tick) : percent(tick, 0);
}

const faint = (color: string): string => color.replace(/^rgb\((.*)\)$/, 'rgba($1, 0.28)');

/** A dashed line where the learning rate was changed. */
function drawMarks(plot: uPlot, { marks, color }: PlotRequest): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = color('--quiet');
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const mark of marks()) {
    const x = plot.valToPos(mark, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}
