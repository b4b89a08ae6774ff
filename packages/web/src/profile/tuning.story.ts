import { html } from 'lit';
import { storyApp } from '../stories/story-app.js';
import type { Story } from '../stories/story.js';
import type { TuningState } from './profile-state.js';
import './profile-panel.js';

const panel = (tuning: TuningState) => html`<profile-panel .app=${storyApp({ tuning })}></profile-panel>`;

const product = (variant: string, speedup: number) => ({ variant, thoroughness: 'quick' as const, speedup });

export default {
  title: 'Profile / Tuning',
  states: {
    'before it': () => panel({ phase: 'none' }),
    measuring: () => panel({ phase: 'tuning', done: 3, of: 8, product: 'conv2d_1/forward 73728×64×288' }),
    'some are faster': () =>
      panel({ phase: 'done', table: { a: product('x', 1.42), b: product('y', 1), c: product('z', 1.08) } }),
    'none is faster': () => panel({ phase: 'done', table: { a: product('x', 1) } }),
  },
} satisfies Story;
