// Colour and weight for a terminal, or none where it shows none, so that callers never ask.

import { styleText } from 'node:util';

export type Paint = (text: string) => string;

export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly accent: Paint;
}

/** Paints nothing where the output shows no colour. */
export function createStyle({ colour }: { readonly colour: boolean }): Style {
  const paint =
    (format: 'bold' | 'dim' | 'green' | 'red' | 'cyan'): Paint =>
    (text) =>
      colour && text !== '' ? styleText(format, text, { validateStream: false }) : text;
  return {
    bold: paint('bold'),
    dim: paint('dim'),
    good: paint('green'),
    bad: paint('red'),
    accent: paint('cyan'),
  };
}

// oxlint-disable-next-line no-control-regex -- escape sequences are made of control characters
const ESCAPES = /\u001B\[[0-9;?]*[A-Za-z]/g;

const segmenter = new Intl.Segmenter();
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]|\p{Emoji_Presentation}/u;

/** Columns that a text takes once drawn: two for a character of East Asian scripts, none for escape sequences. */
export function visibleWidth(text: string): number {
  const drawn = text.replace(ESCAPES, '');
  return Array.from(segmenter.segment(drawn)).reduce(
    (sum, { segment }) => sum + (WIDE.test(segment) ? 2 : 1),
    0,
  );
}
