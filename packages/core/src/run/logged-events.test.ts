import { describe, expect, it } from 'vitest';
import { isLaterThan, parseLoggedEvent, parseRollback } from './logged-events.js';

const position = { step: 100, epoch: 2 };

describe('an event is later than a checkpoint', () => {
  it.each([
    ['a later step', { type: 'step', step: 101, epoch: 3 }],
    ['a later step of whatever kind', { type: 'checkpoint', step: 101, epoch: 2 }],
    ['the end of an epoch that the checkpoint had not validated', { type: 'epoch_end', step: 100, epoch: 3 }],
    ['the end of an epoch without its step', { type: 'epoch_end', epoch: 3 }],
  ])('that is %s', (_, event) => expect(isLaterThan(event, position)).toBe(true));

  it.each([
    ['its own step', { type: 'step', step: 100, epoch: 2 }],
    ['an earlier step of a later epoch, which is none', { type: 'step', step: 99, epoch: 3 }],
    ['the end of its own epoch', { type: 'epoch_end', step: 100, epoch: 2 }],
    ['without a step', { type: 'run_start' }],
    ['with a step that is no number', { type: 'step', step: '101' }],
    ['with a step that is no whole number', { type: 'step', step: 100.5 }],
    ['no object', 'step 101'],
    ['nothing', undefined],
  ])('but not one that is %s', (_, event) => expect(isLaterThan(event, position)).toBe(false));
});

describe('what is read of metrics.jsonl again', () => {
  it('is steps, ends of epochs and rollbacks', () => {
    const step = { type: 'step', step: 1, epoch: 1, loss: 2, accuracy: 0.5 };
    expect(parseLoggedEvent({ ...step, schema: 1, time: 'now' })).toEqual(step);
    expect(parseLoggedEvent({ ...step, loss: 'NaN' })).toBeUndefined();
    const rollback = { type: 'rollback', from: 20, step: 10, epoch: 0 };
    expect(parseRollback(rollback)).toMatchObject({ step: 10, epoch: 0 });
    expect(parseRollback({ ...rollback, step: -1 })).toBeUndefined();
    expect(parseRollback(step)).toBeUndefined();
  });
});
