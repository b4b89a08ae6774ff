import { describe, expect, it } from 'vitest';
import { checkpointName, parseCheckpointName, runFolderName } from './folder-names.js';

const started = new Date('2026-11-22T14:03:11.987Z');

describe('the name of a run folder', () => {
  it('tells when, what and with which seed', () => {
    expect(runFolderName({ model: 'keras', seed: 42, started })).toBe('2026-11-22T14-03-11_keras_s42');
  });

  it.each([
    ['my model (v2)', 'my-model-v2'],
    ['../../etc/passwd', 'etc-passwd'],
    ['...', 'model'],
    ['réseau', 'réseau'],
  ])('makes a safe name of a model called %s', (model, safe) => {
    expect(runFolderName({ model, seed: 1, started })).toBe(`2026-11-22T14-03-11_${safe}_s1`);
  });
});

describe('the name of a checkpoint', () => {
  it('says where the run stood, and sorts by it', () => {
    expect(checkpointName({ step: 850, epoch: 1 })).toBe('step-000850-epoch-1');
    expect(parseCheckpointName('step-000850-epoch-1')).toEqual({ step: 850, epoch: 1 });
  });

  it.each(['', 'step-1', '../step-1-epoch-1', 'step-1-epoch-1 ', 'step--1-epoch-1', 'step-1-epoch-1.part'])(
    'is not %j',
    (name) => expect(parseCheckpointName(name)).toBeUndefined(),
  );
});
