// The long kill campaign: npm run campaign:kill -- [KILLS]

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCli } from '../support/cli.js';
import { killCampaign } from '../support/kill-campaign.js';

const kills = Number(process.argv[3] ?? 500);
await buildCli();
const folder = await mkdtemp(join(tmpdir(), 'shadegrad-kills-'));
const begun = performance.now();
const result = await killCampaign({
  folder,
  kills,
  again: 0.3,
  onKill: (done) => {
    if (done % 10 === 0)
      console.log(`${done} of ${kills} kills, ${Math.round((performance.now() - begun) / 1000)} s`);
  },
});
const { runs, withinCheckpoint, different } = result;
console.log(`${result.kills} kills, ${withinCheckpoint} of them within a checkpoint's writing; ${runs} runs`);
if (different.length === 0) {
  console.log('Each run ended with the bits of the undisturbed one.');
  await rm(folder, { recursive: true, force: true });
} else {
  console.log(`Different:\n${different.join('\n')}\nAll runs are in ${folder}.`);
  process.exitCode = 1;
}
