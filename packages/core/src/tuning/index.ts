// Which variant computes each matrix product fastest here: measured once, then remembered.
export type { Thoroughness } from './candidates.js';
export { tune } from './tune.js';
export type { TuneOptions } from './tune.js';
export { parseTuningTable, rememberedVariants, tuningKey } from './tuning-store.js';
export type { TunedProduct, TuningStore, TuningTable } from './tuning-store.js';
