// What every kernel factory checks of its arguments. Whole models are checked by core, which can say what to do about
// it; this catches a slip in a program that uses the kernels alone.

/**
 * @throws RangeError unless every size is a positive integer that fits into a u32.
 */
export function checkSizes(kernel: string, sizes: Readonly<Record<string, number>>): void {
  for (const [name, size] of Object.entries(sizes)) {
    if (!Number.isInteger(size) || size < 1 || size > 0xffff_ffff) {
      throw new RangeError(`${kernel}: ${name} must be a positive integer, not ${size}.`);
    }
  }
}
