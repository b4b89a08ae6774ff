import { describe, expect, it } from 'vitest';
import { parseTrainOptions } from './train-options.js';

describe('flags of train', () => {
  it('become numbers, words and switches', () => {
    const raw = {
      epochs: '3',
      learningRate: '1e-3',
      schedule: 'one-cycle',
      validationSplit: '.1',
      shuffle: false,
    };
    expect(parseTrainOptions(raw)).toEqual({
      epochs: 3,
      learningRate: 0.001,
      schedule: 'oneCycle',
      validationSplit: 0.1,
      shuffle: false,
      dropout: true,
      json: false,
      quiet: false,
    });
  });

  it.each([
    ['500', { steps: 500 }],
    ['30s', { seconds: 30 }],
    ['5m', { seconds: 300 }],
    ['1h, 1000', { seconds: 3600, steps: 1000 }],
    ['epoch', {}],
  ])('take checkpoints every %s', (checkpointEvery, expected) => {
    expect(parseTrainOptions({ checkpointEvery }).checkpointEvery).toEqual(expected);
  });

  it.each([
    [{ batchSize: '0' }, '--batch-size must be a whole number from 1 to 65536, not "0".'],
    [{ batchSize: '12.5' }, '--batch-size must be a whole number'],
    [{ batchSize: '0x10' }, '--batch-size must be a whole number'],
    [{ epochs: '-1' }, '--epochs must be a whole number'],
    [{ learningRate: 'NaN' }, '--learning-rate must be a finite number greater than 0, not "NaN".'],
    [{ learningRate: 'Infinity' }, '--learning-rate must be a finite number'],
    [{ learningRate: '1e999' }, '--learning-rate must be a finite number'],
    [{ learningRate: '' }, '--learning-rate must be a finite number'],
    [{ validationSplit: '1' }, '--validation-split must be a number from 0 up to, but not, 1'],
    [{ failUnder: '98' }, '--fail-under must be a number from 0 to 1'],
    [{ optimizer: 'adm' }, '--optimizer must be one of sgd, adam, adamw, rmsprop, adadelta'],
    [{ schedule: 'linear' }, '--schedule must be one of constant, cosine, step, one-cycle, warm-up'],
    [{ preset: 'huge' }, '--preset must be one of keras, quick, speedrun'],
    [{ seed: '1.5' }, '--seed must be a whole number from 0'],
    [{ checkpointEvery: '0' }, '--checkpoint-every must be steps (500), a time (30s, 5m, 1h)'],
    [{ checkpointEvery: '500,30s,1' }, '--checkpoint-every must be'],
    [{ checkpointEvery: '30 seconds' }, '--checkpoint-every must be'],
    [{ checkpointEvery: '' }, '--checkpoint-every must be'],
    [{ keepCheckpoints: '0' }, '--keep-checkpoints must be a whole number from 1'],
    [{ batchSize: 'max' }, '--batch-size must be a whole number from 1 to 65536'],
    [{ globalClipnorm: '0' }, '--global-clipnorm must be a finite number greater than 0'],
    [{ emaMomentum: '1' }, '--ema-momentum must be a number from 0 up to, but not, 1'],
    [{ onNan: 'ignore' }, '--on-nan must be one of stop, rollback'],
    [{ data: '' }, '--data must be a text that is not empty'],
  ])('refuses %j', (raw, message) => {
    expect(() => parseTrainOptions(raw)).toThrowError(
      expect.objectContaining({ code: 'SHADEGRAD_OPTION', message: expect.stringContaining(message) }),
    );
  });

  it.each([
    [{ preset: 'keras', model: 'm.json' }, '--preset and --model exclude each other.'],
    [{ batchSize: 'auto', microBatchSize: '8' }, '--batch-size auto and --micro-batch-size exclude'],
    [{ resume: 'runs/x', seed: '1' }, '--seed cannot be changed'],
    [{ resume: 'runs/x', batchSize: '64' }, '--batch-size cannot be changed'],
    [{ resume: 'runs/x', shuffle: false }, '--no-shuffle cannot be changed'],
  ])('refuses the combination %j', (raw, message) => {
    expect(() => parseTrainOptions(raw)).toThrowError(
      expect.objectContaining({
        code: 'SHADEGRAD_OPTION_CONFLICT',
        message: expect.stringContaining(message),
      }),
    );
  });

  it('lets a resumed run have more epochs', () => {
    expect(parseTrainOptions({ resume: 'runs/x', epochs: '20' })).toMatchObject({
      resume: 'runs/x',
      epochs: 20,
    });
  });
});
