// Labelled form fields. Templates and not elements of their own, so that labels, focus and forms work as the browser
// means them to.

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { inputOf, selectOf } from './event-target.js';

interface Field<Value> {
  readonly label: string;
  readonly value: Value;
  readonly disabled?: boolean;
  /** Explains the field to those who rest on it. */
  readonly hint?: string;
  readonly onChange: (value: Value) => void;
}

export interface NumberField extends Field<number> {
  readonly min?: number;
  readonly max?: number;
  /** `any` for real numbers. @default 1 */
  readonly step?: number | 'any';
}

/** A number; what is not one is handed on as NaN, for the owner to refuse. */
export function numberField(field: NumberField): TemplateResult {
  const { label, value, min, max, step = 1, disabled = false, hint, onChange } = field;
  const change = (event: Event): void => onChange(inputOf(event).valueAsNumber);
  return html`<label class="field" title=${hint ?? nothing}>
    <span>${label}</span>
    <input
      type="number"
      inputmode="decimal"
      min=${min ?? nothing}
      max=${max ?? nothing}
      step=${step}
      aria-invalid=${Number.isFinite(value) ? 'false' : 'true'}
      ?disabled=${disabled}
      .value=${live(Number.isFinite(value) ? String(value) : '')}
      @change=${change}
    />
  </label>`;
}

export function textField({ label, value, disabled = false, hint, onChange }: Field<string>): TemplateResult {
  return html`<label class="field" title=${hint ?? nothing}>
    <span>${label}</span>
    <input
      type="text"
      autocomplete="off"
      spellcheck="false"
      ?disabled=${disabled}
      .value=${live(value)}
      @change=${(event: Event) => onChange(inputOf(event).value)}
    />
  </label>`;
}

export interface ChoiceField<Value extends string> extends Field<Value> {
  /** Values and what they are called. */
  readonly options: readonly (readonly [Value, string])[];
}

export function choiceField<Value extends string>(field: ChoiceField<Value>): TemplateResult {
  const { label, value, options, disabled = false, hint, onChange } = field;
  const change = (event: Event): void => {
    const chosen = options[selectOf(event).selectedIndex];
    if (chosen !== undefined) onChange(chosen[0]);
  };
  return html`<label class="field" title=${hint ?? nothing}>
    <span>${label}</span>
    <select ?disabled=${disabled} @change=${change}>
      ${options.map(
        ([option, title]) =>
          html`<option value=${option} .selected=${live(option === value)}>${title}</option>`,
      )}
    </select>
  </label>`;
}

export function checkField({
  label,
  value,
  disabled = false,
  hint,
  onChange,
}: Field<boolean>): TemplateResult {
  return html`<label class="check" title=${hint ?? nothing}>
    <input
      type="checkbox"
      ?disabled=${disabled}
      .checked=${live(value)}
      @change=${(event: Event) => onChange(inputOf(event).checked)}
    />
    <span>${label}</span>
  </label>`;
}
