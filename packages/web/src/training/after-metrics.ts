// What a frame of metrics makes of the run: a pure step from state to state, so that it can be tested without a worker.

import { COLUMNS, type MetricsFrame } from '../worker/messages.js';
import type { RunProgress, RunState } from './run-state.js';

const NOTHING: RunProgress = {
  step: 0,
  totalSteps: 0,
  stepsPerEpoch: 0,
  classes: 0,
  epoch: 1,
  epochs: 0,
  loss: Number.NaN,
  accuracy: Number.NaN,
  learningRate: Number.NaN,
  imagesPerSecond: 0,
  seconds: 0,
};

export function afterMetrics(run: RunState, frame: MetricsFrame): RunState {
  let { progress = NOTHING, epochs, learningRates, lostDevice, wentBack } = run;
  for (const event of frame.events) {
    switch (event.type) {
      case 'run_start': {
        const { stepsPerEpoch, epochs: all, step, classes } = event;
        progress = {
          ...progress,
          stepsPerEpoch,
          epochs: all,
          totalSteps: stepsPerEpoch * all,
          step,
          classes,
        };
        break;
      }
      case 'epoch_end':
        epochs = [...epochs, event];
        break;
      case 'device_lost':
        lostDevice = { times: (lostDevice?.times ?? 0) + 1, step: event.step };
        break;
      case 'device_restored':
        if (lostDevice !== undefined) lostDevice = { ...lostDevice, wentOnFrom: event.step };
        break;
      case 'rollback': {
        const { from, step, epoch, learningRate, reason } = event;
        wentBack = { times: (wentBack?.times ?? 0) + 1, from, step, learningRate, reason };
        progress = { ...progress, step, epoch: epoch + 1 };
        epochs = epochs.filter((past) => past.epoch <= epoch);
        learningRates = learningRates.filter((change) => change.step <= step);
        break;
      }
      case 'learning_rate': {
        const { step, learningRate } = event;
        learningRates = [...learningRates, { step, learningRate }];
        break;
      }
      default:
    }
  }
  const [step, epoch, , loss, accuracy, learningRate] = frame.rows.slice(-COLUMNS.length);
  progress = {
    ...progress,
    ...(step !== undefined && { step }),
    ...(epoch !== undefined && { epoch }),
    ...(loss !== undefined && { loss }),
    ...(accuracy !== undefined && { accuracy }),
    ...(learningRate !== undefined && { learningRate }),
    ...(frame.imagesPerSecond > 0 && { imagesPerSecond: frame.imagesPerSecond }),
    seconds: frame.seconds,
  };
  return {
    ...run,
    progress,
    epochs,
    learningRates,
    ...(lostDevice && { lostDevice }),
    ...(wentBack && { wentBack }),
  };
}
