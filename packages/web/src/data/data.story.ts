import { syntheticDigits } from '@shadegrad/data';
import { html } from 'lit';
import { sampleData } from '../stories/sample-state.js';
import { storyApp } from '../stories/story-app.js';
import type { Story } from '../stories/story.js';
import './class-counts.js';
import './data-panel.js';
import './picture-grid.js';

const { train } = syntheticDigits({ train: 20, test: 1, seed: 3 });
const reason = 'MNIST is not to be had: /data/t10k-labels-idx1-ubyte.gz is not there.';

export default {
  title: 'Data / Panel, grid, counts',
  states: {
    loading: () =>
      html`<data-panel
        .app=${storyApp({ data: { phase: 'loading', what: 'Downloading MNIST', share: 0.37 } })}
      ></data-panel>`,
    'there, pictures on their way': () => html`<data-panel .app=${storyApp()}></data-panel>`,
    'drawn digits in place of MNIST': () =>
      html`<data-panel
        .app=${storyApp({
          data: {
            phase: 'ready',
            summary: { ...sampleData, title: 'Drawn digits', origin: 'drawn', reason },
          },
        })}
      ></data-panel>`,
    'a grid of pictures': () =>
      html`<picture-grid .pictures=${train} .shape=${train.shape} .classes=${train.classes}></picture-grid>`,
    'class counts': () =>
      html`<class-counts
        .classes=${sampleData.classes}
        .counts=${sampleData.counts.training}
      ></class-counts>`,
  },
} satisfies Story;
