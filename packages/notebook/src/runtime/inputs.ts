// An input on the page as a value that changes: an element with a value, which says so by an event.

/** What `view` takes: an element of a form, or any other that has a value. */
export interface InputElement extends EventTarget {
  readonly value?: unknown;
}

/** The input's value now, and again after each `input` event, until the generator is ended. */
export async function* valuesOf(input: InputElement): AsyncGenerator<unknown, void> {
  let wake: (() => void) | undefined;
  const onInput = (): void => wake?.();
  input.addEventListener('input', onInput);
  try {
    for (;;) {
      // Made before the value is taken, so that no change is missed in between.
      const changed = new Promise<void>((resolve) => {
        wake = resolve;
      });
      yield valueOf(input);
      await changed;
    }
  } finally {
    input.removeEventListener('input', onInput);
  }
}

function valueOf(input: InputElement): unknown {
  if ('valueAsNumber' in input && 'type' in input && (input.type === 'range' || input.type === 'number'))
    return input.valueAsNumber;
  if ('checked' in input && 'type' in input && input.type === 'checkbox') return input.checked;
  return input.value;
}
