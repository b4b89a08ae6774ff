import { adadelta, adam } from '@shadegrad/core';
import { expect, test } from 'vitest';
import { optimizerOf, withAveraging } from './settings.js';

test('averaging is switched on and off, and changes nothing else', () => {
  const plain = adam({ learningRate: 0.02, globalClipnorm: 1 });
  const averaged = withAveraging(plain, true);
  expect(averaged).toEqual({ ...plain, emaMomentum: 0.99 });
  expect(withAveraging(averaged, false)).toEqual(plain);
});

test('a momentum that was set otherwise stays', () => {
  const averaged = adam({ emaMomentum: 0.9 });
  expect(withAveraging(averaged, true)).toEqual(averaged);
});

test('another optimizer keeps averaging as it was', () => {
  expect(optimizerOf('adadelta', adam())).toEqual(adadelta());
  expect(optimizerOf('adadelta', adam({ emaMomentum: 0.9 }))).toEqual(adadelta({ emaMomentum: 0.9 }));
});
