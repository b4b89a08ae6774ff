import { conv2d, dense, maxPool2d } from '@shadegrad/core';
import { html } from 'lit';
import { storyApp } from '../stories/story-app.js';
import type { Story } from '../stories/story.js';
import { networkOf } from './network-state.js';
import './layer-row.js';
import './network-panel.js';

const problem = {
  code: 'SHADEGRAD_MODEL_SHAPE',
  message: 'max_pooling2d: a window of 9×9 does not fit into its input of 4×4×8.',
  fix: 'Make the window smaller, use padding "same", or remove a pooling layer before it.',
};
const report = {
  name: 'conv2d',
  outputShape: [26, 26, 32],
  parameters: 320,
  flops: 779_000,
  bytes: 11_100_000,
};

export default {
  title: 'Network / Panel and layer row',
  states: {
    'classic network': () => html`<network-panel .app=${storyApp()}></network-panel>`,
    'layers in the wrong order': () =>
      html`<network-panel
        .app=${storyApp({
          network: networkOf('own', [dense({ units: 12 }), maxPool2d({ poolSize: 9 }), dense({ units: 10 })]),
        })}
      ></network-panel>`,
    'a row, opened': () =>
      html`<layer-row
        open
        .settings=${conv2d({ filters: 32, kernelSize: 3, activation: 'relu' })}
        .report=${report}
      ></layer-row>`,
    'a row that does not fit': () =>
      html`<layer-row .settings=${maxPool2d({ poolSize: 9 })} .problem=${problem}></layer-row>`,
  },
} satisfies Story;
