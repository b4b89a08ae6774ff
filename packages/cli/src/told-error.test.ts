import { ShadegradError } from '@shadegrad/core';
import { DataError } from '@shadegrad/data';
import { describe, expect, it } from 'vitest';
import { commandName, quoted } from './command-name.js';
import { EXIT, exitCodeFor } from './exit-codes.js';
import { fakeOutput } from './testing/fake-output.js';
import { aboutFile, errorLine, printError, toToldError } from './told-error.js';

describe('exit codes', () => {
  it.each([
    ['SHADEGRAD_USAGE', EXIT.usage],
    ['SHADEGRAD_OPTION_CONFLICT', EXIT.usage],
    ['SHADEGRAD_LAYER_UNKNOWN', EXIT.usage],
    ['SHADEGRAD_NO_ADAPTER', EXIT.noAdapter],
    ['SHADEGRAD_NO_DAWN', EXIT.noAdapter],
    ['SHADEGRAD_IDX_MAGIC', EXIT.data],
    ['SHADEGRAD_DATASET', EXIT.data],
    ['SHADEGRAD_DATASET_RANGE', EXIT.usage],
    ['SHADEGRAD_RUN_READ_ONLY', EXIT.data],
    ['SHADEGRAD_BELOW_TARGET', EXIT.belowTarget],
    ['SHADEGRAD_DIVERGED', EXIT.diverged],
    ['SHADEGRAD_INTERRUPTED', EXIT.interrupted],
    ['ENOSPC', EXIT.failure],
  ])('%s ends with %i', (code, exit) => {
    expect(exitCodeFor(code)).toBe(exit);
  });
});

describe('errors', () => {
  const error = new ShadegradError('SHADEGRAD_MODEL', 'It has no layers', 'List one.', {
    cause: new Error('deep'),
  });
  const print = (env: Record<string, string>): string => {
    const stderr = fakeOutput();
    printError(error, { args: [], stdout: fakeOutput(), stderr, env });
    return stderr.text();
  };

  it('tell what happened and what to do, on one line', () => {
    expect(print({})).toBe('SHADEGRAD_MODEL: It has no layers. Fix: List one.\n');
  });

  it('show where they come from only when asked', () => {
    expect(print({ SHADEGRAD_DEBUG: '1' })).toMatch(/told-error\.test\.ts.*Error: deep/s);
  });

  it('of any package are told by their code and fix', () => {
    expect(errorLine(toToldError(new DataError('SHADEGRAD_GZIP', 'Cut short.', 'Fetch it again.')))).toBe(
      'SHADEGRAD_GZIP: Cut short. Fix: Fetch it again.',
    );
  });

  it('that nobody foresaw still say what to do', () => {
    expect(toToldError(new TypeError('x is not a function'))).toMatchObject({
      code: 'SHADEGRAD_UNEXPECTED',
      message: 'TypeError: x is not a function',
      fix: expect.stringContaining('SHADEGRAD_DEBUG=1'),
    });
    expect(toToldError('text').message).toBe('text');
  });

  it('name the file that they are about', () => {
    expect(aboutFile('m.json', error)).toMatchObject({
      code: 'SHADEGRAD_MODEL',
      message: 'm.json: It has no layers',
    });
    const other = new Error('x');
    expect(aboutFile('m.json', other)).toBe(other);
  });
});

describe('commands that are suggested', () => {
  it.each([
    [undefined, 'shadegrad train'],
    ['train', 'npm run train --'],
    ['shadegrad', 'npm run shadegrad -- train'],
    ['test', 'shadegrad train'],
  ])('under npm’s script %s', (script, name) => {
    expect(commandName('train', { env: { npm_lifecycle_event: script } })).toBe(name);
  });

  it('quote what a shell would take apart', () => {
    expect(quoted('runs/a_s1')).toBe('runs/a_s1');
    expect(quoted("it's here")).toBe(String.raw`'it'\''s here'`);
  });
});
