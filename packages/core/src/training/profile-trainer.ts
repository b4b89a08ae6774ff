// A profile of a trainer's program, which leaves the trainer's state as it was.

import { profileProgram } from '../profile/profile-program.js';
import type { ProfileOptions } from '../profile/profile-options.js';
import type { Profile } from '../profile/profile.js';
import { randomExamples } from '../profile/random-examples.js';
import type { Program } from '../runtime/program.js';
import type { Trace } from '../trace/index.js';
import type { RunProgress } from './progress.js';
import { loadState, readState } from './state.js';
import { uploadDataset } from './upload.js';

/** Times a pass on one batch of random pictures; `Trainer.profile` says more. */
export async function profileTrainer(
  program: Program,
  progress: RunProgress,
  { pass = 'training', repetitions = 5, roofline, method, onProgress }: ProfileOptions,
  trace: Trace | undefined,
): Promise<Profile> {
  const state = await readState(program, progress);
  const set = await uploadDataset(program, randomExamples(program.plan), trace);
  try {
    return await profileProgram({ program, set, pass, repetitions, roofline, method, trace, onProgress });
  } finally {
    loadState(program, state);
    set.destroy();
  }
}
