// With contenders that are real processes and speak the protocol, but compute nothing.
import { afterEach, expect, test } from 'vitest';
import type { Contender } from '../contenders/contender.js';
import { type Racer, startAll, stopAll } from './racer.js';
import { takeTurns } from './turns.js';

const settings = {
  triesThreads: false,
  batchSize: 128,
  width: 1,
  learningRate: 0.001,
  seed: 42,
  data: { trainImages: '', trainLabels: '', testImages: '', testLabels: '' },
};

/** Answers every request with the results that a well-behaved contender gives, and runs `onTrain` when it trains. */
function contender(title: string, onTrain = ''): Contender {
  const code = `
    const results = {
      open: { device: 'none', deviceKind: 'processor', versions: { contender: '1.0.0' } },
      build: { parameters: 10 },
    };
    let loss = 3;
    require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const { type, steps } = JSON.parse(line);
      if (type === 'train') { ${onTrain} }
      const result = results[type] ?? { images: 128 * steps, loss: (loss -= 0.5), accuracy: 0.5 };
      console.log(JSON.stringify({ ok: true, seconds: 0.001, result }));
    });`;
  return {
    name: 'shadegrad',
    title,
    command: [process.execPath, '-e', code],
    environment: {},
    settings: {},
  };
}

const fail = (message: string): string =>
  `if (steps > 1) { console.log(JSON.stringify({ ok: false, error: '${message}' })); return; }`;

const running: Racer[] = [];
afterEach(() => stopAll(running.splice(0)));

async function start(...contenders: Contender[]) {
  const lines: string[] = [];
  const started = await startAll(contenders, settings, (line) => lines.push(line));
  running.push(...started.racers);
  return { ...started, lines };
}

test('contenders take turns, each round begins with another one, and their turns are counted', async () => {
  const { racers } = await start(contender('A'), contender('B'));
  const order: string[] = [];
  const { of } = await takeTurns(racers, 3, (racer) => {
    order.push(racer.contender.title);
    return racer.train(2);
  });
  expect(order.join('')).toBe('ABBAAB');
  const turns = racers.map((racer) => of.get(racer)?.map(({ round, images }) => [round, images]));
  const each = [
    [0, 256],
    [1, 256],
    [2, 256],
  ];
  expect(turns).toEqual([each, each]);
  // The first step at the start and six batches in turns.
  expect(racers.map(({ trained }) => trained)).toEqual([7 * 128, 7 * 128]);
  expect(racers.map(({ disqualified }) => disqualified)).toEqual([undefined, undefined]);
});

test('one that fails is out with its message, and the other goes on', async () => {
  const { racers } = await start(contender('A', fail('out of memory')), contender('B'));
  const { of } = await takeTurns(racers, 2, (racer) => racer.train(2));
  expect(racers.map(({ disqualified }) => disqualified)).toEqual(['out of memory', undefined]);
  expect([...of.keys()].map(({ contender: { title } }) => title)).toEqual(['B']);
  expect([...of.values()][0]).toHaveLength(2);
});

test('one that dies is out, with its last words', async () => {
  const dies = `if (steps > 1) { console.error('no such kernel'); process.exit(3); }`;
  const { racers } = await start(contender('A', dies));
  await takeTurns(racers, 1, (racer) => racer.train(2));
  expect(racers[0]?.disqualified).toBe('it ended with exit code 3: no such kernel');
});

test('one that does not start is left out, and said so', async () => {
  const missing = { ...contender('A'), command: ['/no/such/program'] };
  const { racers, failures } = await start(missing, contender('B'));
  expect(racers.map(({ contender: { title } }) => title)).toEqual(['B']);
  expect(failures).toEqual(['A did not start: spawn /no/such/program ENOENT']);
});

test('one whose loss does not fall is disqualified', async () => {
  const { racers } = await start(contender('A', 'loss += 1;'));
  await takeTurns(racers, 1, (racer) => racer.train(2));
  expect(racers[0]?.disqualified).toBe('its loss did not fall (3.500 to 4.000)');
});
