// Runs that are killed without warning lose nothing. The same, longer: npm run campaign:kill

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCli } from './support/cli.js';
import { killCampaign } from './support/kill-campaign.js';

/** Milliseconds; it is made of process starts, and a software driver may have to compile. */
const TIMEOUT = 900_000;
const KILLS = 40;

const folder = await mkdtemp(join(tmpdir(), 'shadegrad-kills-'));
beforeAll(buildCli, TIMEOUT);
afterAll(() => rm(folder, { recursive: true, force: true }));

test(
  `runs that are killed ${KILLS} times, also while a checkpoint is written, end with the bits of an undisturbed one`,
  async () => {
    const { kills, runs, withinCheckpoint, different } = await killCampaign({
      folder,
      kills: KILLS,
      again: 0,
    });
    expect(different).toEqual([]);
    expect(kills).toBe(KILLS);
    expect(runs).toBeGreaterThanOrEqual(KILLS);
    expect(withinCheckpoint).toBeGreaterThan(0);
  },
  TIMEOUT,
);
