import type { Outcome } from '@shadegrad/core';
import { describe, expect, it } from 'vitest';
import { sampleEvaluation, sampleHistory, sampleReport } from '../testing/sample-report.js';
import { confusionMatrix } from './confusion-matrix.js';
import { curvePoints, smooth, thinOut } from './curve-points.js';
import { learningCurves } from './learning-curves.js';
import { markup } from './markup.js';
import { hardestMistakes, type Mistake } from './mistakes.js';
import { reportPage } from './page.js';

const digits = Array.from({ length: 10 }, (_, digit) => String(digit));
const mistake: Mistake = {
  index: 247,
  truth: 4,
  predicted: 9,
  confidence: 0.987,
  loss: 4.2,
  picture: { pixels: new Uint8Array(784).fill(128), shape: [28, 28, 1] },
};
const page = reportPage(sampleReport({ epochs: 3, logEvery: 20, classes: digits, mistakes: [mistake] }));

/** Names of the elements that are open at the end; throws where one is closed that is not the last opened. */
function unclosed(html: string): readonly string[] {
  const alone = ['meta', 'img', '!doctype'];
  const open: string[] = [];
  for (const [, slash, name = '', selfClosed] of html.matchAll(/<(\/?)([a-z!][\w-]*)[^>]*?(\/?)>/g)) {
    if (alone.includes(name) || selfClosed) continue;
    if (!slash) open.push(name);
    else if (open.pop() !== name) throw new Error(`</${name}> closes something else`);
  }
  return open;
}

describe('the report', () => {
  it('is well-formed, in one file, without scripts or anything from elsewhere', () => {
    expect(unclosed(page.replace(/<style>.*<\/style>/s, ''))).toEqual([]);
    expect(page).not.toMatch(/<script|<link|url\(http|@import|src="(?!data:)/);
    expect(page).toContain("default-src 'none'");
  });

  it('has the parts that one looks for, in order', () => {
    const headings = [...page.matchAll(/<h[123]>([^<]+)/g)].map(([, text]) => text?.trim());
    expect(headings).toEqual([
      'keras on mnist',
      'Learning curves',
      'Loss',
      'Accuracy',
      'Classes',
      'Confusion matrix',
      'Hardest mistakes',
      'Network',
      'Settings',
      'Training',
      'Data',
      'Machine',
      'Once more',
    ]);
  });

  it('describes its charts to those who cannot see them', () => {
    expect(page.match(/role="img" aria-labelledby/g)).toHaveLength(3);
    expect(page).toMatch(
      /<desc id="loss-desc">Loss in training went from [\d.]+ to [\d.]+\. Loss in validation/,
    );
    expect(page).toContain('alt="Example 247: 4, taken for 9"');
  });

  it('shows a mistake with its picture, what was said, and how sure the model was', () => {
    expect(page).toMatch(/<img class="ink" src="data:image\/png;base64,[\w+/=]+" width="28" height="28"/);
    expect(page).toContain('98.7 %');
  });

  it('escapes all text that comes from data', () => {
    const evil = '<img src=x onerror="alert(1)">';
    const report = sampleReport({
      epochs: 1,
      logEvery: 5,
      classes: [evil, ...digits.slice(1)],
      mistakes: [{ ...mistake, truth: 0 }],
    });
    const html = reportPage({ ...report, title: evil, dataset: evil, commands: [evil], subtitle: evil });
    expect(html).not.toContain('<img src=x');
    expect(html).toContain('&lt;img src=x');
    expect(unclosed(html.replace(/<style>.*<\/style>/s, ''))).toEqual([]);
  });

  it('says so when there are no mistakes', () => {
    const html = reportPage(sampleReport({ epochs: 1, logEvery: 0, classes: digits, mistakes: [] }));
    expect(html).toContain('every example was recognised');
  });
});

describe('learning curves', () => {
  it('of one epoch go over its steps', () => {
    const points = curvePoints(sampleHistory({ epochs: 1, logEvery: 1 }), 'loss');
    expect(points.unit).toBe('step');
    expect(points.steps.at(-1)?.[0]).toBe(469);
    expect(points.validation).toEqual([[469, expect.any(Number)]]);
  });

  it('of several epochs go over these', () => {
    const points = curvePoints(sampleHistory({ epochs: 12, logEvery: 10 }), 'accuracy');
    expect(points.unit).toBe('epoch');
    expect(points.training.map(([x]) => x)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  });

  it('stay small however many steps were logged', () => {
    const curves = learningCurves(sampleHistory({ epochs: 30, logEvery: 1 }));
    expect(curves?.text.length).toBeLessThan(40_000);
  });

  it('are left out where nothing was logged', () => {
    expect(learningCurves({ steps: [], epochs: [] })).toBeUndefined();
  });

  it.each([1, 2, 30])('have no coordinates that are no numbers (%i epochs, without steps)', (epochs) => {
    expect(learningCurves(sampleHistory({ epochs, logEvery: 0 }))?.text).not.toMatch(/NaN|Infinity/);
  });

  it('thin out to means, and smooth without moving the beginning', () => {
    expect(
      thinOut(
        [
          [0, 1],
          [1, 3],
          [2, 5],
          [3, 7],
        ],
        2,
      ),
    ).toEqual([
      [0.5, 2],
      [2.5, 6],
    ]);
    const line = Array.from({ length: 80 }, (_, x) => [x, x] as const);
    expect(smooth(line).slice(0, -4)).toEqual(line.slice(0, -4));
    expect(smooth(line).at(-1)).toEqual([79, 77]);
  });
});

describe('the confusion matrix', () => {
  it('has a cell for each pair, and tells its count', () => {
    const { text } = confusionMatrix(sampleEvaluation(digits, 100));
    expect(text.match(/<rect/g)).toHaveLength(100);
    expect(text).toMatch(/<title>4 taken for 9: \d+ of 1,108<\/title>/);
  });

  it('of very many classes leaves numbers and names away', () => {
    const names = Array.from({ length: 50 }, (_, index) => `class ${index}`);
    expect(confusionMatrix(sampleEvaluation(names, 100)).text).not.toMatch(
      /class="(right|wrong|none)[^"]*" x="[^"]+" y="[^"]+" dy/,
    );
  });
});

function outcome(index: number, predicted: number, loss: number): Outcome {
  return { index, truth: 1, predicted, confidence: 0.9, loss };
}

describe('the hardest mistakes', () => {
  it('are the wrong ones of highest loss', () => {
    const outcomes = [outcome(0, 1, 9), outcome(1, 2, 1), outcome(2, 3, 5), outcome(3, 2, 3)];
    expect(hardestMistakes(outcomes, 2).map(({ index }) => index)).toEqual([2, 3]);
  });
});

describe('markup', () => {
  it('escapes text and numbers, keeps markup and lists of it, and drops what is not there', () => {
    const items = ['<', '&"'].map((text) => markup`<li>${text}</li>`);
    expect(markup`<ul title="${"'"}">${items}${undefined}${3}</ul>`.text).toBe(
      '<ul title="&#39;"><li>&lt;</li><li>&amp;&quot;</li>3</ul>',
    );
  });
});
