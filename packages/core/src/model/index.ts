// Models as plain data.
export { modelToJson, MODEL_FORMAT_VERSION, parseModel } from './json.js';
export type { ModelJson } from './json.js';
export { sequential } from './model.js';
export type { Model, ModelLayer, Parameter, SequentialOptions } from './model.js';
export { formatShape, size } from './shape.js';
export type { Shape } from './shape.js';
export { summary } from './summary.js';
