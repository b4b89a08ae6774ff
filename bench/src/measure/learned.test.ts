import { expect, test } from 'vitest';
import { whyNotLearned } from './learned.js';

test('a loss that falls is learning', () => {
  expect(whyNotLearned([2.3, 1.1, 1.2])).toBeUndefined();
});

test.each([
  ['a loss that is not a number', [2.3, null, 0.5], 'its loss is not a number'],
  ['a loss that rises', [2.3, 2.1, 2.4], 'its loss did not fall (2.300 to 2.400)'],
  ['a single loss', [2.3], 'it was not trained'],
])('%s is not', (_, losses, why) => {
  expect(whyNotLearned(losses)).toBe(why);
});
