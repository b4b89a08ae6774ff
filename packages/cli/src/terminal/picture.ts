// A small greyscale picture in the terminal: two rows of pixels to a line with half blocks, or characters by darkness.

const SHADES = [' ', '.', ':', '+', '#', '@'];
const INK = 128;

/**
 * Draws `pixels` (`height` × `width`, 0 is paper, 255 is ink).
 *
 * With Unicode a line holds two rows (`▀`, `▄`, `█`), so that pixels look square; without, every second row is
 * drawn with a character as dark as the pixel.
 */
export function pictureLines(
  pixels: ArrayLike<number>,
  [height, width]: readonly [height: number, width: number],
  { unicode }: { readonly unicode: boolean },
): readonly string[] {
  const at = (y: number, x: number): number => (y < height ? (pixels[y * width + x] ?? 0) : 0);
  const cell = (y: number, x: number): string => {
    if (!unicode) return SHADES[Math.round(((at(y, x) + at(y + 1, x)) / 510) * (SHADES.length - 1))] ?? ' ';
    const [upper, lower] = [at(y, x) >= INK, at(y + 1, x) >= INK];
    return upper ? (lower ? '█' : '▀') : lower ? '▄' : ' ';
  };
  return Array.from({ length: Math.ceil(height / 2) }, (_, line) =>
    Array.from({ length: width }, (_, x) => cell(line * 2, x)).join(''),
  );
}

/** Puts blocks of lines side by side, as many in a row as `columns` allow. */
export function sideBySide(
  blocks: readonly (readonly string[])[],
  { columns, gap = 2 }: { readonly columns: number; readonly gap?: number },
): readonly string[] {
  const width = Math.max(1, ...blocks.flatMap((block) => block.map((line) => line.length)));
  const perRow = Math.max(1, Math.floor((columns + gap) / (width + gap)));
  const lines: string[] = [];
  for (let start = 0; start < blocks.length; start += perRow) {
    const row = blocks.slice(start, start + perRow);
    const height = Math.max(...row.map((block) => block.length));
    for (let y = 0; y < height; y += 1) {
      lines.push(
        row
          .map((block) => (block[y] ?? '').padEnd(width))
          .join(' '.repeat(gap))
          .trimEnd(),
      );
    }
  }
  return lines;
}
