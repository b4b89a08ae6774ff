// An output that remembers what was written to it.

import type { Output } from '../terminal/output.js';

export interface FakeOutput extends Output {
  text(): string;
}

export function fakeOutput(
  settings: Partial<Omit<Output, 'write' | 'columns'>> & { columns?: number } = {},
): FakeOutput {
  let written = '';
  const { columns = 80, ...rest } = settings;
  return {
    isTerminal: false,
    colour: false,
    unicode: true,
    ...rest,
    columns: () => columns,
    write: (text) => {
      written += text;
    },
    text: () => written,
  };
}
