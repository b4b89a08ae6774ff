// From what is being edited to what a run is begun with.

import { modelToJson, sequential, type Model } from '@shadegrad/core';
import type { RunConfig } from './run-state.js';
import type { TrainingSettings } from './settings.js';

/** A copy of the network and the settings, without the dropout layers where they are not to act. */
export function runConfigOf(model: Model, settings: TrainingSettings): RunConfig {
  return { model: modelToJson(settings.dropout ? model : withoutDropout(model)), settings };
}

function withoutDropout({ name, inputShape, layers }: Model): Model {
  const kept = layers.map(({ settings }) => settings).filter(({ type }) => type !== 'dropout');
  return sequential({ name, inputShape, layers: kept });
}
