import { describe, expect, it } from 'vitest';
import { dense, flatten, initialWeights, sequential } from '../index.js';
import type { EpochEnd } from '../training/events.js';
import type { TrainerState } from '../training/state.js';
import type { Checkpoint } from './checkpoint.js';
import { type CheckpointSink, RunWriter } from './run-writer.js';

const model = sequential({ inputShape: [2, 2, 1], layers: [flatten(), dense({ units: 2 })] });

/** After `step` steps of ten an epoch. */
function stateAt(step: number): TrainerState {
  const epoch = Math.floor(step / 10);
  const progress = { step, epoch, stepInEpoch: step % 10, lossSum: 0, correct: 0, count: 0 };
  return { weights: initialWeights(model, step), optimizer: new Map(), progress };
}

/** Keeps checkpoints in a list, and says in which order things happened. */
class Kept implements CheckpointSink {
  checkpoints: Checkpoint[] = [];
  readonly done: string[] = [];
  failure: Error | undefined;

  async write(checkpoint: Checkpoint): Promise<string> {
    if (this.failure !== undefined) throw this.failure;
    this.done.push(`write ${checkpoint.state.progress.step}`);
    this.checkpoints.push(checkpoint);
    return `checkpoint ${checkpoint.state.progress.step}`;
  }

  async rewind(checkpoint: Checkpoint): Promise<Checkpoint['best']> {
    const { step } = checkpoint.state.progress;
    this.done.push(`rewind ${step}`);
    this.checkpoints = this.checkpoints.filter(({ state }) => state.progress.step < step);
    this.checkpoints.push(checkpoint);
    return checkpoint.best;
  }

  async writeBest(_: unknown, score: { step: number; epoch: number; validationLoss: number }) {
    this.done.push(`best ${score.step}`);
    return { path: `best ${score.step}`, best: { ...score, sha256: '0'.repeat(64) } };
  }

  get newest(): Checkpoint | undefined {
    return this.checkpoints.at(-1);
  }
}

function newWriter(options: { sink?: CheckpointSink; step?: number } = {}) {
  const kept = new Kept();
  const current = { state: stateAt(0) };
  const told: string[] = [];
  const writer = new RunWriter({
    trainer: { state: async () => current.state },
    sink: options.sink ?? kept,
    cadence: { steps: 5 },
    step: options.step ?? 0,
    best: undefined,
    tell: (event) => void told.push(event.type === 'checkpoint' ? `${event.kind} ${event.step}` : event.type),
    syncEvents: () => void kept.done.push('sync'),
  });
  /** An epoch ends, validated with this loss. */
  const epoch = async (step: number, validationLoss: number): Promise<void> => {
    current.state = stateAt(step);
    const figures = { loss: 1, accuracy: 0.5, seconds: 1, imagesPerSecond: 1 };
    const ended: EpochEnd = { type: 'epoch_end', epoch: step / 10, step, ...figures, validationLoss };
    await writer.epochEnded(ended);
    await writer.finish();
  };
  return { writer, kept, told, epoch, current };
}

describe('a state that is left when the device is gone', () => {
  it('becomes a checkpoint where it is newer than all that are written', async () => {
    const { writer, kept } = newWriter();
    await writer.take(stateAt(5));
    await writer.writeIfNewer(stateAt(7));
    expect(kept.newest?.state).toEqual(stateAt(7));
  });

  it.each([5, 4, 0])('is no news at step %i after a checkpoint of step 5', async (step) => {
    const { writer, kept } = newWriter();
    await writer.take(stateAt(5));
    await writer.writeIfNewer(stateAt(step));
    expect(kept.checkpoints).toHaveLength(1);
  });

  it('is no news where it is the one that the run went on from', async () => {
    const { writer, kept } = newWriter({ step: 12 });
    await writer.writeIfNewer(stateAt(12));
    expect(kept.checkpoints).toEqual([]);
    await writer.writeIfNewer(stateAt(13));
    expect(kept.checkpoints).toHaveLength(1);
  });

  it('is newer than the state that the run has gone back to, whatever was written before', async () => {
    const { writer, kept } = newWriter();
    await writer.take(stateAt(25));
    await writer.rewind(stateAt(10));
    await writer.writeIfNewer(stateAt(10));
    expect(kept.done).toEqual(['sync', 'write 25', 'rewind 10']);
    await writer.writeIfNewer(stateAt(12));
    expect(kept.newest?.state.progress.step).toBe(12);
  });

  it('is not written where it has broken', async () => {
    const { writer, kept } = newWriter();
    const state = stateAt(7);
    state.weights.get('dense/kernel')?.data.fill(NaN, 2, 3);
    await writer.writeIfNewer(state);
    expect(kept.checkpoints).toEqual([]);
  });
});

describe('a run that goes back', () => {
  it('goes back to the best weights of then, and judges what follows by these', async () => {
    const { writer, kept, epoch } = newWriter();
    await epoch(10, 0.5);
    await epoch(20, 0.1);
    expect(kept.newest?.best).toMatchObject({ step: 20 });
    await writer.rewind(stateAt(15));
    expect(kept.newest).toMatchObject({ best: { step: 10, validationLoss: 0.5 } });
    await epoch(20, 0.3);
    expect(kept.newest).toMatchObject({ best: { step: 20, validationLoss: 0.3 } });
  });

  it('has no best weights before its first validation', async () => {
    const { writer, kept, epoch } = newWriter();
    await epoch(10, 0.1);
    await writer.rewind(stateAt(8));
    expect(kept.newest).toMatchObject({ best: undefined });
    await epoch(10, 0.7);
    expect(kept.newest).toMatchObject({ best: { step: 10, validationLoss: 0.7 } });
  });

  it('forgets best weights that are kept no longer', async () => {
    const kept = new Kept();
    const sink = Object.assign(kept, { rewind: async () => undefined });
    const { writer, epoch } = newWriter({ sink });
    await epoch(10, 0.1);
    await epoch(20, 0.05);
    await writer.rewind(stateAt(10));
    await epoch(20, 0.7);
    expect(kept.newest).toMatchObject({ best: { step: 20, validationLoss: 0.7 } });
  });

  it('writes its next checkpoint as many steps after that as after any', async () => {
    const { writer } = newWriter();
    await writer.take(stateAt(25));
    await writer.rewind(stateAt(10));
    expect([14, 15].map((step) => writer.isDue(step))).toEqual([false, true]);
  });

  it('waits for what is being written, which is then taken back', async () => {
    const { writer, kept } = newWriter();
    void writer.take(stateAt(25));
    await writer.rewind(stateAt(10));
    expect(kept.done).toEqual(['sync', 'write 25', 'rewind 10']);
    expect(kept.checkpoints).toHaveLength(1);
  });
});

describe('a checkpoint', () => {
  it('is written once what it says was done is kept, after the weights that it names, and told then', async () => {
    const { kept, told, epoch } = newWriter();
    await epoch(10, 0.5);
    expect(kept.done).toEqual(['best 10', 'sync', 'write 10']);
    expect(told).toEqual(['best 10', 'last 10']);
  });

  it('that cannot be written ends the run by the next snapshot, and only there', async () => {
    const { writer, kept } = newWriter();
    kept.failure = new Error('the disk is full');
    await expect(writer.take(stateAt(5))).rejects.toThrow('the disk is full');
    expect(writer.isDue(6)).toBe(true);
    await writer.settle();
    await expect(writer.finish()).rejects.toThrow('the disk is full');
    await expect(writer.rewind(stateAt(1))).rejects.toThrow('the disk is full');
  });
});
