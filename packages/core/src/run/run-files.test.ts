import { describe, expect, it } from 'vitest';
import { dense, flatten, initialWeights, sequential } from '../index.js';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.js';
import { sha256 } from './checksums.js';
import { encodeEvaluation, parseEvaluation } from './evaluation-file.js';

const model = sequential({ inputShape: [2, 2, 1], layers: [flatten(), dense({ units: 2 })] });
const weights = initialWeights(model, 7);
const progress = { step: 5, epoch: 1, stepInEpoch: 1, lossSum: 1 / 3, correct: 2, count: 4 };
const state = { weights, optimizer: new Map(), progress };

const readFrom = (files: Readonly<Record<string, string | Uint8Array>>) => async (name: string) => {
  const contents = files[name];
  if (contents === undefined) throw new Error('it is not there');
  return typeof contents === 'string' ? new TextEncoder().encode(contents) : contents;
};

describe('SHA-256', () => {
  it('takes parts as if they were one', async () => {
    expect(await sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(await sha256('a', new Uint8Array([98, 99]))).toBe(await sha256('abc'));
    expect(await sha256(new Uint8Array([0, 97, 98, 99, 0]).subarray(1, 4))).toBe(await sha256('abc'));
  });
});

describe('a checkpoint', () => {
  it('comes back as it was, whatever keeps its files', async () => {
    const files = await encodeCheckpoint({ state }, { model });
    expect(await decodeCheckpoint(readFrom(files), 'here')).toEqual({ state, best: undefined });
  });

  it('is refused where a file is missing or another', async () => {
    const files = await encodeCheckpoint({ state }, { model });
    const { 'state.json': _, ...without } = files;
    const changed = { ...files, 'state.json': String(files['state.json']).replace('"step": 5', '"step": 6') };
    for (const [damaged, why] of [
      [without, 'state.json: it is not there'],
      [changed, 'state.json does not have the SHA-256'],
    ] as const) {
      await expect(decodeCheckpoint(readFrom(damaged), 'here')).rejects.toMatchObject({
        code: 'SHADEGRAD_RUN_CHECKPOINT',
        message: expect.stringContaining(why),
      });
    }
  });
});

describe('evaluation.json', () => {
  const averages = { precision: 0.5, recall: 0.5, f1: 0.5 };
  const evaluation = {
    accuracy: 0.5,
    loss: 1.25,
    correct: 1,
    count: 2,
    confidenceInterval: [0.1, 0.9],
    classes: [
      { name: 'a', ...averages, support: 1 },
      { name: 'b', ...averages, support: 1 },
    ],
    macroAverage: averages,
    weightedAverage: averages,
    confusionMatrix: [
      [1, 0],
      [1, 0],
    ],
  } as const;

  it('comes back as it was', () => {
    expect(parseEvaluation(encodeEvaluation(evaluation, 'mnist'), 'evaluation.json')).toEqual(evaluation);
  });

  it.each([
    ['{}', 'schema'],
    ['[', 'JSON'],
    [encodeEvaluation({ ...evaluation, confusionMatrix: [[1, 0]] }, 'mnist'), 'confusion matrix'],
    [encodeEvaluation({ ...evaluation, accuracy: 7 }, 'mnist'), 'accuracy'],
  ])('is refused: %s', (text, why) => {
    expect(() => parseEvaluation(text, 'evaluation.json')).toThrow(why);
  });
});
