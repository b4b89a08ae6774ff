// The drawn digits that the page offers: as many as can be drawn while a person waits.

export const DRAWN = { training: 12_000, test: 2_000, seed: 1 } as const;
