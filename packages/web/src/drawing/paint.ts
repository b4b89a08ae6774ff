// Paints marks on a canvas, as ink on nothing: how much ink there is lies in the alpha channel alone, so that the page's
// colours are free to change.

import type { LaidPicture, Mark, Point, Stroke } from './marks.js';
import { visibleMarks } from './marks.js';

type Context = CanvasRenderingContext2D;

/** Paints all that is to be seen, in place of what was there. */
export function paintMarks(context: Context, marks: readonly Mark[], color: string): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  for (const mark of visibleMarks(marks)) {
    if (mark.kind === 'stroke') paintStroke(context, mark, color);
    else paintPicture(context, mark, color);
  }
}

/** A smooth line through the points; a single one makes a dot. */
export function paintStroke(context: Context, { tool, width, points }: Stroke, color: string): void {
  const side = context.canvas.width;
  const [first, ...others] = points;
  if (first === undefined) return;
  context.save();
  context.globalCompositeOperation = tool === 'eraser' ? 'destination-out' : 'source-over';
  context.strokeStyle = color;
  context.lineWidth = width * side * (tool === 'eraser' ? 1.75 : 1);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(first[0] * side, first[1] * side);
  if (others.length === 0) context.lineTo(first[0] * side, first[1] * side);
  // Each point bends the line between the middles of its two stretches.
  let before = first;
  for (const point of others) {
    const [x, y] = middle(before, point);
    context.quadraticCurveTo(before[0] * side, before[1] * side, x * side, y * side);
    before = point;
  }
  context.lineTo(before[0] * side, before[1] * side);
  context.stroke();
  context.restore();
}

const middle = ([ax, ay]: Point, [bx, by]: Point): Point => [(ax + bx) / 2, (ay + by) / 2];

/** As large as it fits, in the middle. */
function paintPicture(context: Context, { width, height, amounts }: LaidPicture, color: string): void {
  const own = document.createElement('canvas');
  own.width = width;
  own.height = height;
  const ownContext = own.getContext('2d');
  if (ownContext === null) return;
  const image = new ImageData(width, height);
  amounts.forEach((amount, i) => {
    image.data[4 * i + 3] = Math.round(255 * amount);
  });
  ownContext.putImageData(image, 0, 0);
  ownContext.globalCompositeOperation = 'source-in';
  ownContext.fillStyle = color;
  ownContext.fillRect(0, 0, width, height);
  const side = context.canvas.width;
  const scale = side / Math.max(width, height);
  const [w, h] = [width * scale, height * scale];
  context.drawImage(own, (side - w) / 2, (side - h) / 2, w, h);
}
