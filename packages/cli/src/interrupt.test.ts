import { afterEach, describe, expect, it, vi } from 'vitest';
import { listenForInterrupt, orInterrupted } from './interrupt.js';

afterEach(() => {
  vi.restoreAllMocks();
});

function listen() {
  const exit = vi.spyOn(process, 'exit').mockImplementation((): never => {
    throw new Error('the process ends');
  });
  const clock = vi.spyOn(performance, 'now').mockReturnValue(1000);
  const told = { first: vi.fn<() => void>(), second: vi.fn<() => void>() };
  return { exit, clock, told, interrupt: listenForInterrupt(told.first, told.second) };
}

describe('Ctrl-C', () => {
  it('asks for an orderly end once, and a second one ends at once', () => {
    const { exit, clock, told, interrupt } = listen();
    process.emit('SIGINT');
    expect(interrupt.signal.aborted).toBe(true);
    expect(told.first).toHaveBeenCalledTimes(1);
    expect(exit).not.toHaveBeenCalled();
    clock.mockReturnValue(2000);
    expect(() => process.emit('SIGINT')).toThrow('the process ends');
    expect(told.second).toHaveBeenCalledTimes(1);
    expect(exit).toHaveBeenCalledWith(130);
    interrupt.release();
  });

  it('that npm passes on a moment later is the same one', () => {
    const { exit, clock, interrupt } = listen();
    process.emit('SIGINT');
    clock.mockReturnValue(1020);
    process.emit('SIGINT');
    expect(exit).not.toHaveBeenCalled();
    interrupt.release();
  });

  it('is the process’ own affair again after the work', () => {
    const before = process.listenerCount('SIGINT');
    const { interrupt } = listen();
    expect(process.listenerCount('SIGINT')).toBe(before + 1);
    interrupt.release();
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it('becomes an error for people, where work was cut off by it; other errors stay', () => {
    const { interrupt } = listen();
    process.emit('SIGINT');
    expect(orInterrupted(interrupt.signal.reason, interrupt.signal)).toMatchObject({
      code: 'SHADEGRAD_INTERRUPTED',
    });
    const other = new Error('disk full');
    expect(orInterrupted(other, interrupt.signal)).toBe(other);
    interrupt.release();
  });
});
