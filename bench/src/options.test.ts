import { expect, test } from 'vitest';
import { parseOptions } from './options.js';

const parse = (...args: string[]) => parseOptions(args, 'results');

test('without flags, the peers are timed in seven rounds', () => {
  expect(parse()).toEqual({
    options: {
      rounds: 7,
      seconds: 5,
      suite: ['peers'],
      out: 'results',
      json: false,
      updateReadme: false,
    },
  });
});

test('lists are names with commas between them', () => {
  expect(parse('--only', 'shadegrad,torch-cpu', '--suite', 'batch, width')).toMatchObject({
    options: { only: ['shadegrad', 'torch-cpu'], suite: ['batch', 'width'] },
  });
});

test('"all" is every suite', () => {
  expect(parse('--suite', 'all')).toMatchObject({
    options: { suite: ['peers', 'batch', 'width', 'latency', 'start', 'memory', 'strategies', 'features'] },
  });
});

test.each([
  [['--only', 'keras'], '--only: "keras" is none of shadegrad, tfjs, jax, torch-cpu, torch-cuda.\n'],
  [
    ['--suite', 'speed'],
    '--suite: "speed" is none of peers, batch, width, latency, start, memory, strategies, features.\n',
  ],
  [['--rounds', '0'], '--rounds: it must be a whole number from 1.\n'],
  [['--seconds', 'long'], '--seconds: it must be a number above 0.\n'],
])('%j is refused', (args, text) => {
  expect(parse(...args)).toEqual({ text, exitCode: 1 });
});

test('help is printed and is no failure', () => {
  const help = parse('--help');
  expect(help).toMatchObject({ exitCode: 0 });
  expect('text' in help && help.text).toContain('--update-readme');
});
