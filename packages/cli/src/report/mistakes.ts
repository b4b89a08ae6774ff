// The mistakes that cost the most: where the model was surest of the wrong class.

import type { Outcome } from '@shadegrad/core';
import { formatCount, formatPercent } from '../format.js';
import { markup, type Markup } from './markup.js';
import { pictureAddress, type Picture } from './picture.js';

export interface Mistake extends Outcome {
  readonly picture: Picture;
}

/** The `most` wrong outcomes of highest loss, hardest first. */
export function hardestMistakes(outcomes: readonly Outcome[], most: number): readonly Outcome[] {
  return outcomes
    .filter(({ truth, predicted }) => truth !== predicted)
    .sort((a, b) => b.loss - a.loss || a.index - b.index)
    .slice(0, most);
}

export function mistakeGallery(mistakes: readonly Mistake[], classNames: readonly string[]): Markup {
  const name = (index: number): string => classNames[index] ?? String(index);
  return markup`<ol class="mistakes">${mistakes.map(({ picture, ...mistake }) => {
    const [height, width, channels] = picture.shape;
    const [truth, predicted] = [name(mistake.truth), name(mistake.predicted)];
    return markup`<li><img class="${channels === 1 ? 'ink' : 'photo'}" src="${pictureAddress(picture)}" width="${width}" height="${height}" alt="Example ${mistake.index}: ${truth}, taken for ${predicted}">
<p class="verdict"><span class="said" title="predicted">${predicted}</span> <small>not</small> <b title="true class">${truth}</b></p>
<p class="sure">${formatPercent(mistake.confidence, 1)}</p><p class="index">#${formatCount(mistake.index)}</p></li>`;
  })}</ol>`;
}
