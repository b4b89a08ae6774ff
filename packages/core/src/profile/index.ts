// Where a step's time goes, and what the adapter could do at best.
export { measureRoofline } from './measure-roofline.js';
export type { MeasureRooflineOptions } from './measure-roofline.js';
export type { ProfileOptions } from './profile-options.js';
export type { DispatchProfile, Profile } from './profile.js';
export { rooflineShare } from './roofline.js';
export type { Bound, Roofline, RooflineShare } from './roofline.js';
export type { TimingMethod } from './stopwatch.js';
