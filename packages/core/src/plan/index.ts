// Plans: every buffer and every dispatch, as plain data.
export type { AdapterCapabilities } from './capabilities.js';
export { plan } from './make-plan.js';
export type { PlanOptions } from './make-plan.js';
export type {
  ExampleBuffer,
  Lifetime,
  PassName,
  Plan,
  PlannedBuffer,
  PlannedDispatch,
  PlannedTexture,
  View,
} from './plan.js';
