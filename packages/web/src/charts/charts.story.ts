import { html } from 'lit';
import { sampleEpochs, sampleHistory, STEPS_PER_EPOCH } from '../stories/sample-state.js';
import type { Story } from '../stories/story.js';
import { initialChartOptions } from './chart-options.js';
import { describeChart } from './describe.js';
import './epoch-table.js';
import './metric-chart.js';

const chart = (quantity: 'loss' | 'accuracy', options = initialChartOptions) =>
  html`<metric-chart
    quantity=${quantity}
    sentence=${describeChart(quantity, sampleEpochs)}
    .history=${sampleHistory()}
    .options=${options}
    .stepsPerEpoch=${STEPS_PER_EPOCH}
    .learningRates=${[{ step: 150, learningRate: 0.001 }]}
  ></metric-chart>`;

export default {
  title: 'Charts / Metric chart',
  states: {
    loss: () => chart('loss'),
    'loss, logarithmic, over epochs': () => chart('loss', { x: 'epoch', smoothing: 0.5, logarithmic: true }),
    'accuracy over time': () => chart('accuracy', { ...initialChartOptions, x: 'time' }),
    'without data': () => html`<metric-chart sentence="No epoch is finished yet."></metric-chart>`,
    table: () => html`<epoch-table .epochs=${sampleEpochs}></epoch-table>`,
  },
} satisfies Story;
