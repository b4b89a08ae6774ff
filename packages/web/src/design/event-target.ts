// Whose event it is, with its type.

export function inputOf({ currentTarget }: Event): HTMLInputElement {
  if (currentTarget instanceof HTMLInputElement) return currentTarget;
  throw new TypeError('This is not the event of an input.');
}

export function selectOf({ currentTarget }: Event): HTMLSelectElement {
  if (currentTarget instanceof HTMLSelectElement) return currentTarget;
  throw new TypeError('This is not the event of a select.');
}
