// Keeps the last result of a pure function, so that what follows from the state is worked out once for each change.

export function memo<Arguments extends readonly unknown[], Result>(
  compute: (...args: Arguments) => Result,
): (...args: Arguments) => Result {
  let last: { readonly args: Arguments; readonly result: Result } | undefined;
  return (...args) => {
    const known = last;
    if (known?.args.every((argument, i) => Object.is(argument, args[i]))) return known.result;
    const result = compute(...args);
    last = { args, result };
    return result;
  };
}
