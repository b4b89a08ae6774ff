import { buildEvaluation, type Outcome } from '@shadegrad/core';
import { syntheticDigits } from '@shadegrad/data';
import { html } from 'lit';
import { sampleData, sampleRunConfig } from '../stories/sample-state.js';
import { storyApp } from '../stories/story-app.js';
import type { Story } from '../stories/story.js';
import type { EvaluationReport } from './evaluation-state.js';
import './class-table.js';
import './confusion-table.js';
import './evaluation-panel.js';
import './outcome-gallery.js';

const { classes } = sampleData;
const { train } = syntheticDigits({ train: 12, test: 1, seed: 5 });

/** Ninety-odd pictures of each class, some taken for the class three further on. */
const outcomes: readonly Outcome[] = classes.flatMap((_, truth) =>
  Array.from({ length: 90 + truth }, (__, i) => {
    const isWrong = i % 23 === truth;
    return {
      index: 100 * truth + i,
      truth,
      predicted: isWrong ? (truth + 3) % 10 : truth,
      confidence: 0.5 + (i % 50) / 100,
      loss: isWrong ? 2 + i / 50 : 0.05,
    };
  }),
);

const confusion = classes.map((_, truth) =>
  classes.map(
    (__, predicted) =>
      outcomes.filter((outcome) => outcome.truth === truth && outcome.predicted === predicted).length,
  ),
);
const scores = { confusion, outcomes: outcomes.map((outcome) => ({ ...outcome, rank: 0 })) };
const evaluation = buildEvaluation(scores, classes);
const report: EvaluationReport = { config: sampleRunConfig, step: 317, evaluation, outcomes };
const finished = { phase: 'finished', config: sampleRunConfig, epochs: [], learningRates: [] } as const;

export default {
  title: 'Evaluation / Panel, tables, gallery',
  states: {
    'before anything is trained': () => html`<evaluation-panel .app=${storyApp()}></evaluation-panel>`,
    'while pictures are classified': () =>
      html`<evaluation-panel
        .app=${storyApp({ run: finished, evaluation: { share: 0.37 } })}
      ></evaluation-panel>`,
    evaluated: () =>
      html`<evaluation-panel .app=${storyApp({ run: finished, evaluation: { report } })}></evaluation-panel>`,
    'confusion matrix as shares of rows': () =>
      html`<confusion-table
        unit="shares"
        .matrix=${confusion}
        .classes=${classes}
        .open=${{ truth: 2, predicted: 5 }}
      ></confusion-table>`,
    'figures of each class': () => html`<class-table .evaluation=${evaluation}></class-table>`,
    'pictures with what was said of them': () =>
      html`<outcome-gallery
        .outcomes=${outcomes.filter(({ truth, predicted }) => truth !== predicted).slice(0, 12)}
        .images=${train.images}
        .total=${40}
        .shape=${train.shape}
        .classes=${classes}
      ></outcome-gallery>`,
  },
} satisfies Story;
