import { syntheticDigits } from '@shadegrad/data';
import { html } from 'lit';
import { sampleData, sampleRunConfig } from '../stories/sample-state.js';
import { storyApp } from '../stories/story-app.js';
import type { Story } from '../stories/story.js';
import { initialDrawing } from './drawing-state.js';
import type { Mark } from './marks.js';
import './draw-panel.js';
import './ink-pad.js';
import './probability-bars.js';

const run = { phase: 'finished', config: sampleRunConfig, epochs: [], learningRates: [] } as const;
const seven: readonly Mark[] = [
  {
    kind: 'stroke',
    tool: 'pen',
    width: 0.08,
    points: [
      [0.3, 0.25],
      [0.7, 0.25],
      [0.62, 0.45],
      [0.45, 0.8],
    ],
  },
];
const { train } = syntheticDigits({ train: 1, test: 1, seed: 4 });
const probabilities = [0.001, 0.004, 0.02, 0.01, 0.005, 0, 0, 0.93, 0.01, 0.02];

export default {
  title: 'Draw / Panel, board, probabilities',
  states: {
    'before anything is trained': () => html`<draw-panel .app=${storyApp()}></draw-panel>`,
    'a drawing that was recognised': () =>
      html`<draw-panel
        .app=${storyApp({
          run,
          drawing: {
            ...initialDrawing,
            marks: seven,
            picture: train.images,
            prediction: { probabilities, step: 317 },
          },
        })}
      ></draw-panel>`,
    'a file that is no picture': () =>
      html`<draw-panel
        .app=${storyApp({
          drawing: {
            ...initialDrawing,
            failure: {
              code: 'SHADEGRAD_PICTURE_UNREADABLE',
              message: 'notes.txt is no picture that this browser can read.',
              fix: 'Give a PNG, JPEG or WebP file.',
            },
          },
        })}
      ></draw-panel>`,
    'pictures of another size': () =>
      html`<draw-panel
        .app=${storyApp({ data: { phase: 'ready', summary: { ...sampleData, shape: [32, 32, 3] } } })}
      ></draw-panel>`,
    'the board': () => html`<ink-pad .marks=${seven}></ink-pad>`,
    probabilities: () =>
      html`<probability-bars
        .classes=${sampleData.classes}
        .probabilities=${probabilities}
      ></probability-bars>`,
  },
} satisfies Story;
