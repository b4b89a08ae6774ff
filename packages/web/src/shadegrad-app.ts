// The page: what it would train on, a button, how it goes, and what came of it.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { BATCH_SIZE, DIGITS, EPOCHS, model } from './training/network.js';
import { initialState, Session, type SessionState } from './training/session.js';
import { webGpuObstacle } from './webgpu-support.js';
import './views/digit-gallery.js';
import './views/line-chart.js';
import './views/profile-table.js';

const percent = (share: number): string => `${(100 * share).toFixed(1)}\u00a0%`;
const count = (value: number): string => value.toLocaleString('en');

export class ShadegradApp extends LitElement {
  static override properties = { state: { state: true } };

  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 1rem;
      max-width: 44rem;
      margin: 0 auto;
      padding: 1.5rem 1rem 3rem;
    }
    h1 {
      margin: 0;
      font-size: 1.75rem;
      letter-spacing: -0.02em;
    }
    h2 {
      margin: 0 0 0.5rem;
      font-size: 1rem;
    }
    p {
      margin: 0;
    }
    section {
      padding: 1rem;
      border: 1px solid var(--line);
      border-radius: 0.75rem;
      background: var(--card);
    }
    .quiet {
      color: var(--quiet);
      font-size: 0.9375rem;
    }
    .problem {
      border-color: var(--wrong);
    }
    .run {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.75rem 1rem;
      margin-top: 1rem;
    }
    .charts {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr));
      gap: 1.5rem;
    }
    .loss {
      color: var(--loss);
    }
    .score {
      font-size: 2.25rem;
      font-weight: 650;
      line-height: 1.2;
    }
    digit-gallery {
      margin-top: 1rem;
    }
    button {
      padding: 0.625rem 1.5rem;
      border: 0;
      border-radius: 0.5rem;
      background: var(--accent);
      color: var(--on-accent);
      font: inherit;
      font-weight: 600;
      cursor: pointer;
    }
    button.second {
      border: 1px solid var(--line);
      background: none;
      color: inherit;
    }
    button:disabled {
      opacity: 0.5;
      cursor: default;
    }
    :focus-visible {
      outline: 3px solid var(--accent);
      outline-offset: 2px;
    }
  `;

  declare state: SessionState;
  readonly #obstacle = webGpuObstacle();
  readonly #session = this.#obstacle
    ? undefined
    : new Session((state) => {
        this.state = state;
      });
  #runs = 0;

  constructor() {
    super();
    this.state = initialState;
  }

  override render() {
    const { failure } = this.state;
    return html`
      <header>
        <h1>shadegrad</h1>
        <p class="quiet">
          Trains a convolutional network of ${count(model.parameterCount)} parameters in this page, on your
          own GPU. Nothing is uploaded.
        </p>
      </header>
      ${this.#obstacle ? problem(this.#obstacle) : this.#controls()} ${failure ? problem(failure) : nothing}
      ${this.#charts()} ${this.#result()} ${this.#profiled()}
    `;
  }

  #controls(): TemplateResult {
    const { phase, adapter } = this.state;
    const isRunning = phase === 'compiling' || phase === 'training';
    const canTrain = phase === 'idle' || phase === 'done' || (phase === 'failed' && adapter !== undefined);
    return html`
      <section>
        <h2>${adapter?.name ?? 'Looking for a GPU …'}</h2>
        <p class="quiet">
          ${adapter?.kind === 'software' ? 'A software adapter: it computes on the processor. ' : nothing}
          ${count(DIGITS.train)} digits, drawn as if by hand, ${EPOCHS} epochs in batches of ${BATCH_SIZE}.
        </p>
        <p class="run">
          ${
            isRunning
              ? html`<button @click=${() => this.#session?.stop()}>Stop</button>`
              : html`<button ?disabled=${!canTrain} @click=${this.#train}>Train</button>
                  <button
                    class="second"
                    ?disabled=${!canTrain}
                    title="Time each kernel of a training step"
                    @click=${this.#profile}
                  >
                    Profile a step
                  </button>`
          }
          <span class="quiet" role="status">${this.#status()}</span>
        </p>
      </section>
    `;
  }

  #status(): string {
    const { phase, points, steps, imagesPerSecond, profiled = 0 } = this.state;
    switch (phase) {
      case 'drawing':
        return 'Drawing digits …';
      case 'compiling':
        return 'Compiling kernels …';
      case 'training': {
        const speed =
          imagesPerSecond === undefined ? '' : ` · ${count(Math.round(imagesPerSecond))} images/s`;
        return `Step ${points.length} of ${steps}${speed}`;
      }
      case 'evaluating':
        return 'Reading digits it has not seen …';
      case 'profiling':
        return `Timing kernels … ${percent(profiled)}`;
      case 'opening':
      case 'idle':
      case 'done':
      case 'failed':
        return '';
      default:
        return phase satisfies never;
    }
  }

  #charts(): TemplateResult | typeof nothing {
    const { points, steps } = this.state;
    if (steps === 0) return nothing;
    return html`
      <section class="charts">
        <line-chart
          class="loss"
          label="Loss"
          .values=${points.map(({ loss }) => loss)}
          .steps=${steps}
          .top=${2.5}
          .format=${(value: number) => value.toFixed(3)}
        ></line-chart>
        <line-chart
          label="Accuracy"
          .values=${points.map(({ accuracy }) => accuracy)}
          .steps=${steps}
          .format=${percent}
        ></line-chart>
      </section>
    `;
  }

  #result(): TemplateResult | typeof nothing {
    const { evaluation, readings } = this.state;
    if (!evaluation) return nothing;
    const [low, high] = evaluation.confidenceInterval;
    return html`
      <section>
        <h2>On ${count(evaluation.count)} digits it had not seen</h2>
        <p class="score">${percent(evaluation.accuracy)}</p>
        <p class="quiet">right; with 95 % confidence between ${percent(low)} and ${percent(high)}</p>
        <digit-gallery .readings=${readings}></digit-gallery>
      </section>
    `;
  }

  #profiled(): TemplateResult | typeof nothing {
    const { profile } = this.state;
    if (!profile) return nothing;
    return html`
      <section>
        <h2>Where the time of a training step goes</h2>
        <profile-table .profile=${profile}></profile-table>
      </section>
    `;
  }

  readonly #profile = (): void => {
    this.#session?.profile();
  };

  readonly #train = (): void => {
    this.#session?.train(this.#runs++);
  };
}

function problem({ message, fix }: { readonly message: string; readonly fix: string }): TemplateResult {
  return html`<section class="problem" role="alert">
    <h2>${message}</h2>
    <p class="quiet">${fix}</p>
  </section>`;
}

customElements.define('shadegrad-app', ShadegradApp);

declare global {
  interface HTMLElementTagNameMap {
    'shadegrad-app': ShadegradApp;
  }
}
