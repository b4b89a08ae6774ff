// The arithmetic behind a value, written out: what was read times the weights, added up, through the activation function, and
// what the device made of the same.

import { css, html, LitElement, nothing } from 'lit';
import { base } from '../design/base-styles.js';
import { count } from '../design/format.js';
import { tableStyles } from '../design/table-styles.js';
import type { Explanation } from './explain.js';
import { figure } from './figure.js';
import { scaleOf } from './palette.js';
import './number-grid.js';

/** Terms of a long sum that are written out: the largest. */
const SHOWN = 8;

type Kind<Name extends Explanation['kind']> = Extract<Explanation, { kind: Name }>;

export class ArithmeticView extends LitElement {
  static override properties = { explanation: { attribute: false }, channel: { type: Number } };

  static override styles = [
    base,
    tableStyles,
    css`
      .grids {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-3);
        overflow-x: auto;
      }
      .equation {
        margin-top: var(--space-2);
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius-md);
        background: var(--sunken);
        font-size: var(--text-sm);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  declare explanation: Explanation | undefined;
  /** Of the input, whose products are written out. */
  declare channel: number;

  constructor() {
    super();
    this.channel = 0;
  }

  override render() {
    const { explanation } = this;
    if (explanation === undefined) return nothing;
    return html`${this.#working(explanation)}
      <p class="equation">
        ${equation(explanation)} = <strong>${figure(explanation.result)}</strong>; the device computed
        <strong>${figure(explanation.output)}</strong>
      </p>`;
  }

  #working(explanation: Explanation) {
    switch (explanation.kind) {
      case 'convolution':
        return this.#convolution(explanation);
      case 'maximum': {
        const { values, field, result } = explanation;
        return html`<div class="grids">
          <number-grid
            heading="Window"
            columns=${field.width}
            .values=${values}
            .scale=${scaleOf(values.map((value) => value ?? 0))}
            .marked=${values.indexOf(result)}
          ></number-grid>
          <span class="quiet small">The largest one goes on.</span>
        </div>`;
      }
      case 'dense':
        return denseTable(explanation);
      case 'activation':
      case 'passed on':
        return nothing;
      default:
        return explanation satisfies never;
    }
  }

  #convolution({ channels, field }: Kind<'convolution'>) {
    const shown = channels[this.channel] ?? channels[0];
    if (shown === undefined) return nothing;
    const values = shown.terms.map(({ value, isPadding }) => (isPadding ? undefined : value));
    const weights = shown.terms.map(({ weight }) => weight);
    const products = shown.terms.map(({ value, weight, isPadding }) =>
      isPadding ? undefined : value * weight,
    );
    const grid = (heading: string, numbers: readonly (number | undefined)[]) =>
      html`<number-grid
        heading=${heading}
        columns=${field.width}
        .values=${numbers}
        .scale=${scaleOf(numbers.map((number) => number ?? 0))}
      ></number-grid>`;
    return html`<div class="grids">
      ${grid(channels.length > 1 ? `Read from channel ${this.channel}` : 'Read', values)}
      <span aria-label="times">×</span> ${grid('Weights', weights)} <span aria-label="equals">=</span>
      ${grid(`Products, together ${figure(shown.sum)}`, products)}
    </div>`;
  }
}

function denseTable({ terms }: Kind<'dense'>) {
  const sorted = terms
    .map(({ value, weight }, input) => ({ input, value, weight, product: value * weight }))
    .sort((a, b) => Math.abs(b.product) - Math.abs(a.product));
  const rest = sorted.slice(SHOWN);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="The largest products">
    <table>
      <thead>
        <tr>
          <th scope="col">Input</th>
          <th scope="col">Read</th>
          <th scope="col">Weight</th>
          <th scope="col">Product</th>
        </tr>
      </thead>
      <tbody>
        ${sorted.slice(0, SHOWN).map(
          ({ input, value, weight, product }) =>
            html`<tr>
              <th scope="row">${count(input)}</th>
              <td>${figure(value)}</td>
              <td>${figure(weight)}</td>
              <td>${figure(product)}</td>
            </tr>`,
        )}
        ${
          rest.length === 0
            ? nothing
            : html`<tr>
                <th scope="row">${count(rest.length)} others</th>
                <td></td>
                <td></td>
                <td>${figure(rest.reduce((sum, { product }) => sum + product, 0))}</td>
              </tr>`
        }
      </tbody>
    </table>
  </div>`;
}

function equation(explanation: Explanation) {
  switch (explanation.kind) {
    case 'convolution': {
      const { channels, bias, sum, activation, softmax } = explanation;
      const products = channels.length === 1 ? 'products' : `products of ${channels.length} channels`;
      return html`${products} ${figure(sum - bias)} + bias ${figure(bias)} = ${figure(sum)};
      ${functionOf(activation, sum, softmax)}`;
    }
    case 'dense': {
      const { terms, bias, sum, activation, softmax } = explanation;
      return html`${count(terms.length)} products ${figure(sum - bias)} + bias ${figure(bias)} =
      ${figure(sum)}; ${functionOf(activation, sum, softmax)}`;
    }
    case 'maximum':
      return `max of ${explanation.values.length}`;
    case 'activation':
      return functionOf(explanation.activation, explanation.input, undefined);
    case 'passed on':
      return 'the same as before';
    default:
      return explanation satisfies never;
  }
}

function functionOf(
  activation: string,
  sum: number,
  softmax: { readonly largest: number; readonly total: number } | undefined,
): string {
  if (softmax !== undefined) {
    const { largest, total } = softmax;
    return `softmax: e^(${figure(sum)} − ${figure(largest)}) / ${figure(total)}`;
  }
  if (activation === 'relu') return `ReLU: max(0, ${figure(sum)})`;
  return activation === 'linear' ? 'no activation' : `${activation}(${figure(sum)})`;
}

customElements.define('arithmetic-view', ArithmeticView);

declare global {
  interface HTMLElementTagNameMap {
    'arithmetic-view': ArithmeticView;
  }
}
