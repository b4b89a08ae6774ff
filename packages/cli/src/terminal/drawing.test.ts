import { describe, expect, it } from 'vitest';
import { progressBar } from './bar.js';
import { showsUnicode } from './output.js';
import { pictureLines, sideBySide } from './picture.js';
import { createStyle, visibleWidth } from './style.js';
import { facts, table } from './table.js';

const style = createStyle({ colour: false });

describe('a bar', () => {
  it.each([
    [0, '░░░░'],
    [0.5, '██░░'],
    [0.54, '██▏░'],
    [1, '████'],
    [7, '████'],
    [-1, '░░░░'],
  ])('of %d', (share, bar) => {
    expect(progressBar(share, 4, { unicode: true, style })).toBe(bar);
  });
});

describe('a table', () => {
  it('aligns words left and numbers right, by what is seen', () => {
    const red = createStyle({ colour: true }).bad('no');
    const text = table(
      [{ heading: 'file' }, { heading: 'bytes', align: 'right' }],
      [
        [red, '1'],
        ['日本', '12,345'],
      ],
      style,
    );
    expect(text).toBe(`file   bytes\n${red}         1\n日本  12,345`);
  });

  it('indents the further lines of a fact', () => {
    expect(
      facts(
        [
          ['a', 'one\ntwo'],
          ['long', 'x'],
        ],
        style,
      ),
    ).toBe('a     one\n      two\nlong  x');
  });
});

describe('facts on a narrow terminal', () => {
  it('are wrapped between words, under themselves', () => {
    expect(
      facts(
        [
          ['name', 'one two three'],
          ['b', 'unbreakable words'],
        ],
        style,
        13,
      ),
    ).toBe('name  one two\n      three\nb     unbreakable\n      words');
  });
});

describe('a picture', () => {
  it('has two rows a line with half blocks', () => {
    const pixels = [255, 0, 255, 0, 255, 255, 0, 0, 255];
    expect(pictureLines(pixels, [3, 3], { unicode: true })).toEqual(['▀▄█', '  ▀']);
  });

  it('has shades without Unicode', () => {
    expect(pictureLines([0, 128, 255, 0, 128, 255], [2, 3], { unicode: false })).toEqual([' +@']);
  });

  it('stands beside others while there is room', () => {
    const block = ['aa', 'b'];
    expect(sideBySide([block, block, block], { columns: 7 })).toEqual(['aa  aa', 'b   b', 'aa', 'b']);
  });
});

describe('width', () => {
  it.each([
    ['plain', 5],
    ['\u001B[1mbold\u001B[22m', 4],
    ['日本', 4],
    ['é', 1],
  ])('of %j', (text, width) => {
    expect(visibleWidth(text)).toBe(width);
  });
});

describe('Unicode', () => {
  it.each([
    [{}, 'linux', true],
    [{ LANG: 'en_GB.UTF-8' }, 'linux', true],
    [{ LANG: 'en_GB.UTF-8', LC_ALL: 'C' }, 'linux', false],
    [{ TERM: 'linux' }, 'linux', false],
    [{}, 'win32', false],
    [{ WT_SESSION: 'x' }, 'win32', true],
  ] as const)('with %j on %s', (env, platform, shown) => {
    expect(showsUnicode(env, platform)).toBe(shown);
  });
});
