import { expect, test } from 'vitest';
import { whyNotLearned } from './learned.js';

const batches = (...losses: (number | null)[]) => losses.map((loss) => ({ loss, images: 128 }));

test('a loss that falls is learning, up and down though it goes', () => {
  expect(whyNotLearned(batches(2.3, 1.9, 1.1, 1.2))).toBeUndefined();
});

test('the loss of single images cannot tell', () => {
  expect(
    whyNotLearned([
      { loss: 1.9, images: 1 },
      { loss: 2.4, images: 40 },
    ]),
  ).toBeUndefined();
});

test.each([
  ['a loss that is not a number', batches(2.3, null, 0.5), 'its loss is not a number'],
  ['a loss that rises', batches(2.3, 2.1, 2.4, 2.6), 'its loss did not fall (2.200 to 2.500)'],
  ['a single loss', batches(2.3), 'it was not trained'],
])('%s is not', (_, losses, why) => {
  expect(whyNotLearned(losses)).toBe(why);
});
