// Random numbers that depend on a key and a counter alone.
export { PURPOSES, purposeKey } from './purposes.js';
export type { Purpose } from './purposes.js';
export { fileOrder, shuffledOrder } from './shuffle.js';
export { threefry2x32, uniformFromBits } from './threefry.js';
