// The drawn digits that the page offers: as many as can be drawn while a person waits. With the command line's seed, so that
// a run goes on there with the same ones.

export const DRAWN = { training: 12_000, test: 2_000, seed: 0 } as const;
