import { expect, test } from 'vitest';
import { memo } from './memo.js';
import { Store } from './store.js';

test('parts that did not change keep their identity', () => {
  const store = new Store({ a: { x: 1 }, b: { y: 2 } });
  const { b } = store.state;
  store.update(({ a }) => ({ a: { x: a.x + 1 } }));
  expect(store.state).toEqual({ a: { x: 2 }, b: { y: 2 } });
  expect(store.state.b).toBe(b);
});

test('listeners hear of changes until they leave', () => {
  const store = new Store({ a: 1 });
  const heard: number[] = [];
  const leave = store.subscribe(() => heard.push(store.state.a));
  store.update({ a: 2 });
  leave();
  store.update({ a: 3 });
  expect(heard).toEqual([2]);
});

test('a memo computes anew for other arguments only', () => {
  let calls = 0;
  const add = memo((a: number, b: number) => {
    calls += 1;
    return a + b;
  });
  expect([add(1, 2), add(1, 2), add(1, 3), add(1, 2)]).toEqual([3, 3, 4, 3]);
  expect(calls).toBe(3);
});
