import { html } from 'lit';
import { sampleKeptRuns } from '../stories/sample-runs.js';
import { storyApp } from '../stories/story-app.js';
import type { Story } from '../stories/story.js';
import { noRuns, type RunsState } from './runs-state.js';
import './resume-offer.js';
import './run-comparison.js';
import './runs-panel.js';

const failure = {
  code: 'SHADEGRAD_ZIP_PATH',
  message:
    'gift.zip holds a file that would lie outside of its folder: "../../evil.txt". Nothing was taken from it.',
  fix: 'Do not trust this file. Ask whoever made it for the run folder itself.',
};
const trouble = {
  code: 'SHADEGRAD_STORAGE_FULL',
  message: 'The browser gives this page no more room: the run goes on, but is not kept from here on.',
  fix: 'Take runs home and delete them here, or free some space on the disk.',
};

const runs: RunsState = { ...noRuns, list: sampleKeptRuns, usage: { used: 23_400_000, quota: 9e9 } };
const panel = (change: Partial<RunsState> = {}) =>
  html`<runs-panel .app=${storyApp({ runs: { ...runs, ...change } })}></runs-panel>`;
const [first, second] = sampleKeptRuns;

export default {
  title: 'Runs / Panel',
  states: {
    'nothing kept': () => panel({ list: [] }),
    'some runs': () => panel(),
    'two compared': () => panel({ compared: sampleKeptRuns.slice(0, 2).map(({ id }) => id) }),
    'one open in another tab': () => panel({ locked: new Set([first?.id ?? '']) }),
    'a file refused': () => panel({ failure }),
    'storage full': () => panel({ trouble }),
    busy: () => panel({ busy: 'Reading the run' }),
    'the differences alone': () => html`<run-comparison .runs=${sampleKeptRuns}></run-comparison>`,
    'two of one name': () =>
      html`<run-comparison
        .runs=${sampleKeptRuns.slice(0, 2).map((run, i) => ({
          ...run,
          name: 'classic',
          created: `2026-11-25T09:4${i}:00Z`,
        }))}
      ></run-comparison>`,
    'an unfinished run is offered': () =>
      html`<resume-offer
        .app=${storyApp({ runs: { ...runs, list: first ? [{ ...first, status: 'running' }] : [] } })}
      ></resume-offer>`,
    'another tab trains': () =>
      html`<resume-offer
        .app=${storyApp({
          runs: {
            ...runs,
            list: second ? [{ ...second, status: 'running' }] : [],
            locked: new Set([second?.id ?? '']),
          },
        })}
      ></resume-offer>`,
  },
} satisfies Story;
