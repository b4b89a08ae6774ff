// The settings of the next run as a form. The learning rate also reaches the run under way; all else waits for the next.

import type { Optimizer, Schedule } from '@shadegrad/core';
import { css, html, LitElement } from 'lit';
import type { App } from '../app/app.js';
import { base } from '../design/base-styles.js';
import { checkField, choiceField, numberField } from '../design/fields.js';
import { icon } from '../design/icons.js';
import { Selected } from '../store/selected.js';
import {
  optimizerOf,
  OPTIMIZERS,
  scheduleOf,
  SCHEDULES,
  settingsProblem,
  withAveraging,
  type TrainingSettings,
} from './settings.js';

const OPTIMIZER_NAMES: Readonly<Record<Optimizer['type'], string>> = {
  adam: 'Adam',
  adamw: 'AdamW',
  sgd: 'SGD',
  rmsprop: 'RMSprop',
  adadelta: 'Adadelta',
};

const SCHEDULE_NAMES: Readonly<Record<Schedule['type'], string>> = {
  constant: 'Constant',
  cosine: 'Cosine',
  step: 'Steps',
  oneCycle: 'One cycle',
  warmUp: 'Warm-up',
};

const ON_NAN = [
  ['stop', 'Stop'],
  ['rollback', 'Go back'],
] as const satisfies readonly (readonly [TrainingSettings['onNan'], string])[];

export class SettingsForm extends LitElement {
  static override properties = { app: { attribute: false } };

  static override styles = [
    base,
    css`
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(7rem, 1fr));
        align-items: end;
        gap: var(--space-3);
      }
      .seed {
        display: flex;
        align-items: end;
        gap: var(--space-1);
      }
      .notice {
        margin-top: var(--space-3);
      }
    `,
  ];

  declare app: App;
  readonly #settings = new Selected(this, (state) => state.settings);

  override render() {
    const settings = this.#settings.value;
    const { epochs, batchSize, optimizer, schedule, validationSplit, dropout, seed, onNan } = settings;
    const problem = settingsProblem(settings);
    return html`
      <div class="fields">
        ${numberField({ label: 'Epochs', value: epochs, min: 1, onChange: (value) => this.#set({ epochs: value }) })}
        ${numberField({
          label: 'Batch size',
          value: batchSize,
          min: 1,
          hint: 'Pictures that a step learns from',
          onChange: (value) => this.#set({ batchSize: value }),
        })}
        ${choiceField({
          label: 'Optimizer',
          value: optimizer.type,
          options: OPTIMIZERS.map((type) => [type, OPTIMIZER_NAMES[type]]),
          onChange: (type) => this.#set({ optimizer: optimizerOf(type, optimizer) }),
        })}
        ${numberField({
          label: 'Learning rate',
          value: optimizer.learningRate,
          min: 0,
          step: 'any',
          hint: 'Also changes a run under way, from its next step on',
          onChange: (value) => void this.app.training.setLearningRate(value),
        })}
        ${choiceField({
          label: 'Schedule',
          value: schedule.type,
          options: SCHEDULES.map((type) => [type, SCHEDULE_NAMES[type]]),
          hint: 'How the learning rate changes over the run',
          onChange: (type) => this.#set({ schedule: scheduleOf(type) }),
        })}
        ${numberField({
          label: 'Validation split',
          value: validationSplit,
          min: 0,
          max: 0.99,
          step: 0.05,
          hint: 'Share of the training pictures that is kept for validation; 0 validates on the test pictures',
          onChange: (value) => this.#set({ validationSplit: value }),
        })}
        <div class="seed">
          ${numberField({
            label: 'Seed',
            value: seed,
            min: 0,
            hint: 'Settles the initial weights, the order of the pictures and dropout: the same seed, the same run',
            onChange: (value) => this.#set({ seed: value }),
          })}
          <button
            class="icon"
            aria-label="Another seed"
            title="Another seed"
            @click=${() => this.#anotherSeed()}
          >
            ${icon('dice')}
          </button>
        </div>
        ${choiceField({
          label: 'If it diverges',
          value: onNan,
          options: ON_NAN,
          hint: 'When a number becomes NaN or infinite: end the run, or go back to the last good state with half the learning rate',
          onChange: (value) => this.#set({ onNan: value }),
        })}
        ${checkField({
          label: 'Dropout',
          value: dropout,
          hint: 'Whether the network’s dropout layers act',
          onChange: (value) => this.#set({ dropout: value }),
        })}
        ${checkField({
          label: 'Averaging',
          value: optimizer.emaMomentum !== undefined,
          hint: 'Validates and keeps the moving average of the weights over the last hundred steps or so; training itself stays the same',
          onChange: (value) => this.#set({ optimizer: withAveraging(optimizer, value) }),
        })}
      </div>
      ${problem === undefined ? '' : html`<p class="notice bad" role="alert">${problem}</p>`}
    `;
  }

  #set(change: Partial<TrainingSettings>): void {
    this.app.store.update(({ settings }) => ({ settings: { ...settings, ...change } }));
  }

  #anotherSeed(): void {
    const [seed = 0] = crypto.getRandomValues(new Uint16Array(1));
    this.#set({ seed });
  }
}

customElements.define('settings-form', SettingsForm);

declare global {
  interface HTMLElementTagNameMap {
    'settings-form': SettingsForm;
  }
}
