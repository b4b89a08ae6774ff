// Who comes when. Every round starts with another contender, so that none always follows the same one, nor always
// meets the processor as hot as its predecessor left it.

/** The contenders in the order of this round, which counts from 0. */
export function orderOfRound<Item>(items: readonly Item[], round: number): readonly Item[] {
  const start = items.length === 0 ? 0 : round % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
