import { expect, test } from 'vitest';
import { findContenders } from './contender.js';

const python = { path: '/usr/bin/python3', torch: '2.9.0', cuda: null };

test('PyTorch needs a Python that imports it', () => {
  const { present, absent } = findContenders(undefined);
  expect(present.map(({ name }) => name)).toEqual(['shadegrad', 'tfjs', 'jax']);
  expect(absent.map(({ name }) => name)).toEqual(['torch-cpu', 'torch-cuda']);
});

test('CUDA is a contender of its own where there is a device', () => {
  const withCuda = findContenders({ ...python, cuda: 'NVIDIA H200' }).present;
  expect(withCuda.map(({ settings }) => settings.device)).toEqual([
    undefined,
    undefined,
    undefined,
    'cpu',
    'cuda',
  ]);
  expect(findContenders(python).absent).toEqual([
    { name: 'torch-cuda', why: 'PyTorch finds no CUDA device' },
  ]);
});

test('those that were not asked for are neither present nor missing', () => {
  const { present, absent } = findContenders(python, ['torch-cpu', 'shadegrad']);
  expect(present.map(({ name }) => name)).toEqual(['shadegrad', 'torch-cpu']);
  expect(absent).toEqual([]);
});
