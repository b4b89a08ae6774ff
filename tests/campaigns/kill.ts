// The long kill campaign: npm run campaign:kill -- [KILLS]

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCli } from '../support/cli.js';
import { killCampaign, type CampaignResult } from '../support/kill-campaign.js';

const kills = Number(process.argv[3] ?? 500);
await buildCli();
const folder = await mkdtemp(join(tmpdir(), 'shadegrad-kills-'));
const begun = performance.now();
const tell = ({ runs, kills: done, withinCheckpoint, different }: CampaignResult): void => {
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(
    `${seconds} s: ${done} of ${kills} kills, ${withinCheckpoint} of them within a checkpoint's writing; ${runs} runs, ${different.length} differences`,
  );
};
const result = await killCampaign({
  folder,
  kills,
  again: 0.3,
  onKill: (soFar) => {
    if (soFar.kills % 10 === 0) tell(soFar);
  },
});
tell(result);
if (result.different.length === 0) {
  console.log('Each run ended with the bits of the undisturbed one.');
  await rm(folder, { recursive: true, force: true });
} else {
  console.log(`${result.different.join('\n')}\nAll runs are in ${folder}.`);
  process.exitCode = 1;
}
