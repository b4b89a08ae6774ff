import { html } from 'lit';
import { sampleRunConfig } from '../stories/sample-state.js';
import { storyApp } from '../stories/story-app.js';
import type { Story } from '../stories/story.js';
import { explain } from './explain.js';
import { mapsOf, placeOfLargest } from './maps.js';
import { sampleHistory, sampleModel, sampleSnapshot } from './sample-insides.js';
import './arithmetic-view.js';
import './distribution-map.js';
import './feature-explorer.js';
import './filter-view.js';
import './insides-panel.js';
import './statistics-view.js';
import './value-legend.js';

const run = { phase: 'finished', config: sampleRunConfig, epochs: [], learningRates: [] } as const;
const insides = { config: sampleRunConfig, snapshot: sampleSnapshot, history: sampleHistory };
const arithmetic = (position: number) => {
  const layer = sampleSnapshot.layers[position];
  if (layer === undefined) return html``;
  const place = placeOfLargest(mapsOf(layer.shape), layer.values);
  return html`<arithmetic-view
    .explanation=${explain(sampleModel, sampleSnapshot, position, place)}
  ></arithmetic-view>`;
};

export default {
  title: 'Insides / Panel and its views',
  states: {
    'before anything is trained': () => html`<insides-panel .app=${storyApp()}></insides-panel>`,
    'feature maps': () => html`<insides-panel .app=${storyApp({ run, insides })}></insides-panel>`,
    'arithmetic of a convolution': () => arithmetic(0),
    'arithmetic of a pooling': () => arithmetic(1),
    'arithmetic of a dense layer': () => arithmetic(6),
    filters: () => html`<filter-view .model=${sampleModel} .weights=${sampleSnapshot.weights}></filter-view>`,
    statistics: () => html`<statistics-view .history=${sampleHistory}></statistics-view>`,
    'statistics of nothing': () => html`<statistics-view></statistics-view>`,
    'legends of one sign and of two': () =>
      html`<value-legend .scale=${{ isSigned: false, most: 1.5 }}></value-legend>
        <value-legend .scale=${{ isSigned: true, most: 0.25 }}></value-legend>`,
  },
} satisfies Story;
