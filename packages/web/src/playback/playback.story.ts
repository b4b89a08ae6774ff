import { html } from 'lit';
import { sampleEpochs, sampleHistory, STEPS_PER_EPOCH } from '../stories/sample-state.js';
import type { Story } from '../stories/story.js';
import type { RecordedRun } from './recorded-run.js';
import './run-player.js';

const { columns } = sampleHistory();

const run: RecordedRun = {
  schema: 1,
  title: 'The network “small” on 60,000 pictures of mnist, 3 epochs, seed 42.',
  adapter: 'an example adapter',
  stepsPerEpoch: STEPS_PER_EPOCH,
  epochs: 3,
  step: [...columns.step],
  epoch: [...columns.epoch],
  seconds: [...columns.seconds],
  loss: [...columns.loss],
  accuracy: [...columns.accuracy],
  learningRate: [...columns.learningRate],
  ends: [...sampleEpochs],
  evaluation: {
    accuracy: 0.9712,
    loss: 0.09,
    correct: 9712,
    count: 10_000,
    confidenceInterval: [0.9677, 0.9743],
  },
};

export default {
  title: 'Playback / Player',
  states: { 'a recorded run': () => html`<run-player .run=${run}></run-player>` },
} satisfies Story;
