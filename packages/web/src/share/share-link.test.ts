import { assert, base64String, json, oneof, property, string } from 'fast-check';
import { conv2d, dense, flatten, modelToJson, sequential, ShadegradError } from '@shadegrad/core';
import { describe, expect, it } from 'vitest';
import { PRESETS } from '../network/presets.js';
import { settingsOf } from '../training/settings.js';
import { encodeShare, parseShare } from './share-link.js';

const model = sequential({
  name: 'mine – ü',
  inputShape: [28, 28, 1],
  layers: [conv2d({ filters: 2, kernelSize: 3 }), flatten(), dense({ units: 10, activation: 'softmax' })],
});
const settings = settingsOf(PRESETS.small, 4_294_967_295);
const link = encodeShare({ model, settings });

const encoded = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const shared = (json: unknown): string => `#share=1.${encoded(JSON.stringify(json))}`;
const plain = { model: modelToJson(model), ...settings };

function outcomeOf(hash: string): unknown {
  try {
    return parseShare(hash);
  } catch (error) {
    return error;
  }
}

describe('an address that shares', () => {
  it('gives back network, settings and seed, and holds no weights', () => {
    expect(parseShare(link)).toEqual({ model: modelToJson(model), settings });
    expect(link.length).toBeLessThan(2000);
  });

  it('is none where there is something else after #', () => {
    expect(parseShare('')).toBeUndefined();
    expect(parseShare('#top')).toBeUndefined();
  });

  it.each([
    ['cut off', link.slice(0, -10)],
    ['empty', '#share='],
    ['of another version', link.replace('#share=1.', '#share=2.')],
    ['too long', `#share=1.${'A'.repeat(50_000)}`],
    ['without a network', shared({ ...plain, model: undefined })],
    [
      'with a layer that there is not',
      shared({ ...plain, model: { ...plain.model, layers: [{ type: 'evil' }] } }),
    ],
    ['with a seed that is no number', shared({ ...plain, seed: 'x' })],
    ['with a batch of a billion', shared({ ...plain, batchSize: 1e9 })],
    ['with an optimizer that there is not', shared({ ...plain, optimizer: { type: 'magic' } })],
    ['with more than belongs there', shared({ ...plain, weights: [1, 2, 3] })],
    ['with a prototype', `#share=1.${encoded('{"__proto__": {"model": 1}}')}`],
  ])('is refused in words: %s', (_, hash) => {
    expect(() => parseShare(hash)).toThrow(ShadegradError);
  });

  it('never fails in another way', () => {
    assert(
      property(oneof(string(), base64String(), json()), (payload) => {
        for (const hash of [`#share=1.${payload}`, `#share=1.${encoded(payload)}`]) {
          expect(outcomeOf(hash)).toBeInstanceOf(ShadegradError);
        }
      }),
    );
  });
});
