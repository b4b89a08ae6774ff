import { stamp, type EpochEnd, type Progress, type RunStart } from '@shadegrad/core';
import { describe, expect, it } from 'vitest';
import { fakeOutput } from '../testing/fake-output.js';
import { epochLine, progressLine } from './progress-line.js';
import { secondsRemaining } from './remaining.js';
import { createStyle, visibleWidth } from './style.js';
import { FIRST_STEP, GUESSING, TrainingDisplay } from './training-display.js';

const plain = createStyle({ colour: false });
const start: RunStart = {
  type: 'run_start',
  examples: 60_000,
  validationExamples: 10_000,
  stepsPerEpoch: 469,
  epochs: 12,
  batchSize: 128,
  parameters: 1_199_882,
  classes: 10,
  seed: 42,
  step: 0,
  adapter: 'llvmpipe',
};
const progress: Progress = {
  type: 'progress',
  step: 1130,
  epoch: 3,
  stepInEpoch: 192,
  loss: 0.07123,
  accuracy: 0.97812,
  imagesPerSecond: 612.3,
};
const epochEnd: EpochEnd = {
  type: 'epoch_end',
  epoch: 3,
  step: 1407,
  loss: 0.0712,
  accuracy: 0.9781,
  validationLoss: 0.0401,
  validationAccuracy: 0.9864,
  seconds: 108,
  imagesPerSecond: 612.3,
};

function draw(columns: number, unicode = true): string {
  return progressLine(start, progress, 900, { columns, unicode, style: plain });
}

describe('the live line', () => {
  it('shows where the run is', () => {
    expect(draw(120)).toBe(
      'epoch 3/12  █████████▊░░░░░░░░░░░░░░   40%  loss 0.0712  accuracy 97.81 %  ETA 15:00  612 images/s',
    );
  });

  it('leaves out what is least needed on a narrow terminal', () => {
    expect(draw(80)).toBe('epoch 3/12  ███████▊░░░░░░░░░░░   40%  loss 0.0712  accuracy 97.81 %  ETA 15:00');
    expect(draw(40)).toBe('epoch 3/12  ███▎░░░░   40%  loss 0.0712');
    expect(draw(20)).toBe('epoch 3/12  40%');
  });

  it('always leaves the last column free, however narrow the terminal', () => {
    for (let columns = 2; columns < 120; columns += 1) {
      expect(visibleWidth(draw(columns))).toBeLessThan(columns);
    }
  });

  it('does without Unicode', () => {
    expect(draw(80, false)).toContain('#######............');
  });

  it('takes no more columns in colour', () => {
    const style = createStyle({ colour: true });
    const coloured = progressLine(start, progress, 900, { columns: 80, unicode: true, style });
    expect(coloured).toContain('\u001B[');
    expect(visibleWidth(coloured)).toBe(visibleWidth(draw(80)));
  });
});

describe('the line of an epoch', () => {
  it('stays, with training and validation', () => {
    expect(epochLine(start, epochEnd, plain)).toBe(
      'epoch  3/12  loss 0.0712  accuracy 97.81 %  validation loss 0.0401  accuracy 98.64 %  1:48  612 images/s',
    );
  });

  it('leaves validation out where there was none', () => {
    const { validationLoss: _, validationAccuracy: __, ...unvalidated } = epochEnd;
    expect(epochLine(start, unvalidated, plain)).not.toContain('validation');
  });
});

describe('the time that remains', () => {
  it('is that of training at the speed measured now, in the first epoch', () => {
    const now = { ...progress, epoch: 12, stepInEpoch: 469 / 2, imagesPerSecond: 600 };
    expect(secondsRemaining(start, now, undefined)).toBeCloseTo(50);
  });

  it('has the last epoch’s validation in it, for this epoch and those after', () => {
    const now = { ...progress, epoch: 11, stepInEpoch: 469, imagesPerSecond: 600 };
    const last = { ...epochEnd, seconds: 110, imagesPerSecond: 600 };
    expect(secondsRemaining(start, now, last)).toBeCloseTo(100 + 2 * 10);
  });

  it('is unknown before anything was measured', () => {
    expect(secondsRemaining(start, { ...progress, imagesPerSecond: 0 }, undefined)).toBeUndefined();
  });
});

describe('the display', () => {
  it('writes a line an epoch, and no escape sequences, where nobody watches', () => {
    const output = fakeOutput();
    const display = new TrainingDisplay(output);
    for (const event of [start, progress, epochEnd]) display.show(stamp(event));
    display.close();
    expect(output.text()).toBe(`${epochLine(start, epochEnd, plain)}\n`);
  });

  it('says after an epoch that taught nothing that it did', () => {
    const output = fakeOutput();
    const display = new TrainingDisplay(output);
    const taughtNothing = { ...epochEnd, loss: 2.31, accuracy: 0.11 };
    for (const event of [start, taughtNothing]) display.show(stamp(event));
    expect(output.text()).toBe(`${epochLine(start, taughtNothing, plain)}\n${GUESSING}\n`);
  });

  it('redraws one line on a terminal, hides the cursor meanwhile, and gives it back', () => {
    const output = fakeOutput({ isTerminal: true });
    let now = 0;
    const display = new TrainingDisplay(output, () => now);
    display.show(stamp(start));
    for (; now < 1000; now += 10) display.show(stamp({ ...progress, stepInEpoch: now / 10 }));
    display.show(stamp(epochEnd));
    display.close();
    const text = output.text();
    expect(text.match(/\r/g)?.length).toBeLessThanOrEqual(10 + 3);
    expect(text.startsWith(`\u001B[?25l\r${FIRST_STEP}\u001B[K\repoch 3/12`)).toBe(true);
    expect(text.endsWith('\r\u001B[K\u001B[?25h')).toBe(true);
    expect(text.match(/\n/g)).toHaveLength(1);
  });
});
