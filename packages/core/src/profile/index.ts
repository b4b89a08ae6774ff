// Where a step's time goes.
export type { DispatchProfile, Profile } from './profile.js';
