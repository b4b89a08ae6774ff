// Tests on real MNIST run where SHADEGRAD_DATA names a folder that holds it, and say so where it does not.

/** The folder with MNIST, or an empty string. */
export const mnistFolder: string = process.env['SHADEGRAD_DATA'] ?? '';

/** For the name of a test or suite: why it is skipped, if it is. */
export const whySkipped: string =
  mnistFolder === '' ? ' (skipped: set SHADEGRAD_DATA to a folder with the files of MNIST)' : '';
