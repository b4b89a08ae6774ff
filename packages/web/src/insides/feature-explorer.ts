// What every layer makes of the picture, and, for the pixel that is pointed at, where it looks in the layer below and the
// arithmetic that made it.

import type { Activations, Model, ModelLayer } from '@shadegrad/core';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { base } from '../design/base-styles.js';
import { numberField } from '../design/fields.js';
import { computes, explain, type Explanation } from './explain.js';
import { mapsOf, type Place, placeOfLargest, withinMaps } from './maps.js';
import type { MapChosen } from './map-sheet.js';
import { scaleOf } from './palette.js';
import type { PixelPointed } from './pixel-map.js';
import './arithmetic-view.js';
import './layer-maps.js';
import './pixel-map.js';
import './value-legend.js';

/** The pixel whose arithmetic is in view. */
interface Selection {
  /** Position of the layer in the model. */
  readonly position: number;
  readonly place: Place;
  /** Channel of the layer below that is in view; without one, the one that counts most. */
  readonly below?: number;
}

export class FeatureExplorer extends LitElement {
  static override properties = {
    model: { attribute: false },
    snapshot: { attribute: false },
    selection: { state: true },
  };

  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
      }
      .detail {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
        padding: var(--space-3);
        border: 1px solid var(--line);
        border-radius: var(--radius-md);
      }
      .maps {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(8.5rem, 100%), 1fr));
        gap: var(--space-3);
        align-items: start;
      }
      .maps > div {
        display: grid;
        gap: var(--space-1);
        max-width: 16rem;
      }
      .fields {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      .fields .field {
        width: 5rem;
      }
    `,
  ];

  declare model: Model | undefined;
  declare snapshot: Activations | undefined;
  declare selection: Selection | undefined;

  override willUpdate(changed: PropertyValues<this>) {
    const { model, snapshot } = this;
    if (model === undefined || snapshot === undefined) return;
    if (changed.has('model') || this.selection === undefined) {
      const position = Math.max(
        0,
        model.layers.findIndex(({ settings }) => computes(settings)),
      );
      this.#open(position);
    }
  }

  override render() {
    const { model, snapshot, selection } = this;
    if (model === undefined || snapshot === undefined) return nothing;
    return html`${this.#detail(model, snapshot)}
    ${model.layers.map((layer, position) =>
      computes(layer.settings)
        ? html`<layer-maps
            .layer=${layer}
            .values=${snapshot.layers[position]?.values}
            .chosen=${selection?.place.channel}
            ?active=${selection?.position === position}
            @open=${() => this.#open(position)}
            @choose=${({ channel }: MapChosen) => this.#open(position, channel)}
          ></layer-maps>`
        : html`<p class="quiet small">
            ${layer.name}:
            ${layer.settings.type === 'flatten' ? 'the same values in a row' : 'acts in training alone'}
          </p>`,
    )}`;
  }

  #detail(model: Model, snapshot: Activations) {
    const { selection } = this;
    const layer = selection && model.layers[selection.position];
    if (selection === undefined || layer === undefined) return nothing;
    const { position, place } = selection;
    const explanation = explain(model, snapshot, position, place);
    if (explanation === undefined) return nothing;
    const below = selection.below ?? mostTelling(explanation, place);
    const maps = mapsOf(layer.outputShape);
    const values = snapshot.layers[position]?.values ?? new Float32Array(0);
    return html`<section class="detail" aria-label="Arithmetic of a pixel">
      <div class="maps">
        ${this.#source(layer, snapshot, explanation, below)}
        <div>
          <h3>${layer.name}${maps.isVector ? '' : `, channel ${place.channel}`}</h3>
          <pixel-map
            pointable
            label="${layer.name}, channel ${place.channel}"
            channel=${place.channel}
            .maps=${maps}
            .values=${values}
            .scale=${scaleOf(values)}
            .frame=${{ top: place.y, left: place.x, height: 1, width: 1 }}
            @point=${({ y, x }: PixelPointed) => this.#move({ ...place, y, x })}
          ></pixel-map>
          <value-legend .scale=${scaleOf(values)}></value-legend>
        </div>
      </div>
      <div class="fields">
        ${
          maps.channels > 1
            ? numberField({
                label: 'Channel',
                value: place.channel,
                min: 0,
                max: maps.channels - 1,
                onChange: (channel) => this.#move({ ...place, channel }),
              })
            : nothing
        }
        ${
          explanation.kind === 'convolution' && explanation.channels.length > 1
            ? numberField({
                label: 'Channel below',
                value: below,
                min: 0,
                max: explanation.channels.length - 1,
                hint: 'Whose products are written out; at first the one that counts most',
                onChange: (channel) => this.#lookBelow(channel, explanation.channels.length),
              })
            : nothing
        }
      </div>
      <arithmetic-view channel=${below} .explanation=${explanation}></arithmetic-view>
    </section>`;
  }

  /** The layer below with the stretch of it that the pixel is made of. */
  #source(layer: ModelLayer, { input, layers }: Activations, explanation: Explanation, below: number) {
    const position = this.selection?.position ?? 0;
    const read = position === 0 ? input : (layers[position - 1]?.values ?? input);
    const name = position === 0 ? 'the picture' : layers[position - 1]?.name;
    const maps = mapsOf(layer.inputShape);
    const scale = scaleOf(read);
    const isAll = explanation.kind === 'dense';
    return html`<div>
      <h3>${isAll ? 'Reads all of' : 'Looks at'} ${name}${maps.channels > 1 ? `, channel ${below}` : ''}</h3>
      <pixel-map
        label="What ${layer.name} reads"
        channel=${below}
        .maps=${maps}
        .values=${read}
        .scale=${scale}
        .frame=${'field' in explanation ? explanation.field : undefined}
      ></pixel-map>
      <value-legend .scale=${scale}></value-legend>
    </div>`;
  }

  /** Shows a layer's arithmetic, at the pixel that has most to tell. */
  #open(position: number, channel?: number): void {
    const layer = this.model?.layers[position];
    const values = this.snapshot?.layers[position]?.values;
    if (layer === undefined || values === undefined) return;
    const maps = mapsOf(layer.outputShape);
    const before = this.selection?.position === position ? this.selection.place : undefined;
    const place = before ?? placeOfLargest(maps, values);
    this.selection = { position, place: channel === undefined ? place : { ...place, channel } };
  }

  #move(place: Place): void {
    const layer = this.selection && this.model?.layers[this.selection.position];
    if (layer === undefined || this.selection === undefined || !Number.isInteger(place.channel)) return;
    this.selection = { ...this.selection, place: withinMaps(mapsOf(layer.outputShape), place) };
  }

  #lookBelow(channel: number, channels: number): void {
    if (this.selection === undefined || !Number.isInteger(channel)) return;
    this.selection = { ...this.selection, below: Math.min(channels - 1, Math.max(0, channel)) };
  }
}

/** The input channel whose products add most to the sum. */
function mostTelling(explanation: Explanation, { channel }: Place): number {
  if (explanation.kind === 'maximum') return channel;
  if (explanation.kind !== 'convolution') return 0;
  const sizes = explanation.channels.map(({ sum }) => Math.abs(sum));
  return Math.max(0, sizes.indexOf(Math.max(...sizes)));
}

customElements.define('feature-explorer', FeatureExplorer);

declare global {
  interface HTMLElementTagNameMap {
    'feature-explorer': FeatureExplorer;
  }
}
