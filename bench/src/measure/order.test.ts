import { expect, test } from 'vitest';
import { orderOfRound } from './order.js';

test('each round begins one further', () => {
  const rounds = [0, 1, 2, 3].map((round) => orderOfRound(['A', 'B', 'C'], round).join(''));
  expect(rounds).toEqual(['ABC', 'BCA', 'CAB', 'ABC']);
});

test('nobody has no order', () => {
  expect(orderOfRound([], 3)).toEqual([]);
});
