import { html } from 'lit';
import { sampleRun } from '../stories/sample-state.js';
import { storyApp } from '../stories/story-app.js';
import type { Story } from '../stories/story.js';
import './training-panel.js';

const failure = {
  code: 'SHADEGRAD_DIVERGED',
  message: 'The loss is no longer a number after step 12 (epoch 1, learning rate 10).',
  fix: 'Train again with a smaller learning rate, for example a tenth of it, or with a warm-up schedule.',
};

export default {
  title: 'Training / Panel',
  states: {
    'before the first run': () => html`<training-panel .app=${storyApp()}></training-panel>`,
    preparing: () =>
      html`<training-panel
        .app=${storyApp({ run: { ...sampleRun, phase: 'preparing', share: 0.4 } })}
      ></training-panel>`,
    running: () => html`<training-panel .app=${storyApp({ run: sampleRun })}></training-panel>`,
    paused: () =>
      html`<training-panel .app=${storyApp({ run: { ...sampleRun, phase: 'paused' } })}></training-panel>`,
    'learnt nothing': () =>
      html`<training-panel
        .app=${storyApp({
          run: {
            ...sampleRun,
            epochs: sampleRun.epochs.map((epoch) => ({ ...epoch, loss: 2.303, accuracy: 0.1 })),
          },
        })}
      ></training-panel>`,
    'went back': () =>
      html`<training-panel
        .app=${storyApp({
          run: {
            ...sampleRun,
            wentBack: {
              times: 2,
              from: 305,
              step: 250,
              learningRate: 0.0005,
              reason: 'The gradient of "dense/kernel" is NaN or infinite',
            },
          },
        })}
      ></training-panel>`,
    'lost the GPU': () =>
      html`<training-panel
        .app=${storyApp({ run: { ...sampleRun, lostDevice: { times: 1, step: 312, wentOnFrom: 300 } } })}
      ></training-panel>`,
    diverged: () =>
      html`<training-panel
        .app=${storyApp({ run: { ...sampleRun, phase: 'failed', failure } })}
      ></training-panel>`,
  },
} satisfies Story;
