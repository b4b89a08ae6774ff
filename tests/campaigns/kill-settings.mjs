// The run that is killed over and over: everything that could depend on where it was stopped (shuffling, dropout, Adam's
// state, a schedule, a ragged last batch, validation), in steps so small that most of its time goes into checkpoints.

const SETTINGS = '--seed 7 --batch-size 5 --epochs 3 --schedule cosine --log-every 1';

export const KILLED_RUN =
  `--data digits --model small.json ${SETTINGS} --checkpoint-every 9 --keep-checkpoints 2`.split(' ');
