// A chart as a picture to take home: SVG made from the same data as the canvas, and PNG painted from that.

import type uPlot from 'uplot';

export interface PictureCurve {
  readonly name: string;
  readonly color: string;
  readonly dash: readonly number[];
  /** Whether each of its points is marked: where there are few. */
  readonly hasPoints?: boolean;
}

export interface PictureRequest {
  readonly title: string;
  readonly xTitle: string;
  /** x, then the values of each curve. */
  readonly data: uPlot.AlignedData;
  readonly curves: readonly PictureCurve[];
  readonly isLogarithmic: boolean;
  readonly format: (value: number) => string;
  readonly colors: { readonly background: string; readonly text: string; readonly line: string };
}

const [WIDTH, HEIGHT] = [720, 420];
const AREA = { left: 64, right: 28, top: 64, bottom: 48 };
const INNER = { width: WIDTH - AREA.left - AREA.right, height: HEIGHT - AREA.top - AREA.bottom };

/** More points than pixels show nothing more. */
const MOST_POINTS = 2 * INNER.width;

export function chartSvg(request: PictureRequest): string {
  const { title, xTitle, data, curves, isLogarithmic, format, colors } = request;
  const [xs, ...ys] = data;
  const x = scaleOf([xs], false);
  const y = scaleOf(ys, isLogarithmic);
  const toX = (value: number): number => round(AREA.left + x.share(value) * INNER.width);
  const toY = (value: number): number => round(AREA.top + (1 - y.share(value)) * INNER.height);
  const bottom = HEIGHT - AREA.bottom;
  const grid = y.ticks.map(
    (tick) =>
      `<path d="M${AREA.left} ${toY(tick)}H${WIDTH - AREA.right}" stroke="${colors.line}"/>` +
      `<text x="${AREA.left - 8}" y="${toY(tick) + 4}" text-anchor="end">${escape(format(tick))}</text>`,
  );
  const labels = x.ticks.map(
    (tick) =>
      `<text x="${toX(tick)}" y="${bottom + 20}" text-anchor="middle">${tick.toLocaleString('en-US')}</text>`,
  );
  const paths = curves.map((curve, i) => curveSvg(curve, pointsOf(xs, ys[i] ?? []), toX, toY));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"`,
    ` font-family="system-ui, sans-serif" font-size="12" fill="${colors.text}">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${colors.background}"/>`,
    `<text x="16" y="26" font-size="16" font-weight="600">${escape(title)}</text>`,
    ...legend(curves),
    ...grid,
    ...labels,
    `<text x="${WIDTH - AREA.right}" y="${HEIGHT - 8}" text-anchor="end">${escape(xTitle)}</text>`,
    ...paths,
    '</svg>',
  ].join('\n');
}

/** The picture at twice its size, for screens and print. */
export async function chartPng(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image(WIDTH, HEIGHT);
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [2 * WIDTH, 2 * HEIGHT];
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser paints no PNG.'))));
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

type Point = readonly [x: number, y: number];

function pointsOf(
  xs: ArrayLike<number | null | undefined>,
  ys: ArrayLike<number | null | undefined>,
): readonly Point[] {
  const points: Point[] = [];
  for (let i = 0; i < ys.length; i++) {
    const [x, y] = [xs[i], ys[i]];
    if (typeof x === 'number' && typeof y === 'number' && Number.isFinite(y)) points.push([x, y]);
  }
  const stride = Math.ceil(points.length / MOST_POINTS);
  return points.filter((_, i) => i % stride === 0 || i === points.length - 1);
}

function curveSvg(
  { color, dash, hasPoints = false }: PictureCurve,
  points: readonly Point[],
  toX: (value: number) => number,
  toY: (value: number) => number,
): string {
  const places = points.map(([x, y]) => `${toX(x)} ${toY(y)}`);
  const line = `<polyline points="${places.join(' ')}" fill="none" stroke="${color}" stroke-width="2" stroke-dasharray="${dash.join(' ')}"/>`;
  if (!hasPoints) return line;
  return (
    line + points.map(([x, y]) => `<circle cx="${toX(x)}" cy="${toY(y)}" r="3" fill="${color}"/>`).join('')
  );
}

function legend(curves: readonly PictureCurve[]): string[] {
  let left = 16;
  return curves.map(({ name, color, dash }) => {
    const at = left;
    const shown = name.length > 24 ? `${name.slice(0, 23)}…` : name;
    left += 46 + 7 * shown.length;
    return (
      `<path d="M${at} 45h24" stroke="${color}" stroke-width="2" stroke-dasharray="${dash.join(' ')}"/>` +
      `<text x="${at + 30}" y="49">${escape(shown)}</text>`
    );
  });
}

interface Scale {
  /** Where a value lies, from 0 to 1. */
  readonly share: (value: number) => number;
  readonly ticks: readonly number[];
}

function scaleOf(curves: readonly ArrayLike<number | null | undefined>[], isLogarithmic: boolean): Scale {
  let [low, high] = [Infinity, -Infinity];
  for (const curve of curves) {
    for (let i = 0; i < curve.length; i++) {
      const value = curve[i];
      if (typeof value !== 'number' || !Number.isFinite(value) || (isLogarithmic && value <= 0)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low > high) [low, high] = isLogarithmic ? [0.1, 1] : [0, 1];
  return isLogarithmic ? logarithmicScale(low, high) : linearScale(low, high);
}

function linearScale(low: number, high: number): Scale {
  const step = niceStep((high - low || 1) / 5);
  const [first, last] = [
    Math.floor(low / step),
    Math.max(Math.ceil(high / step), Math.floor(low / step) + 1),
  ];
  const ticks = Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
  return { share: (value) => (value / step - first) / (last - first), ticks };
}

function logarithmicScale(low: number, high: number): Scale {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const span = Math.max(1, last - first);
  return {
    share: (value) => (Math.log10(Math.max(value, 10 ** first)) - first) / span,
    ticks: Array.from({ length: span + 1 }, (_, i) => Number((10 ** (first + i)).toPrecision(12))),
  };
}

/** 1, 2 or 5 times a power of ten. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10);
}

const round = (value: number): number => Math.round(10 * value) / 10;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
