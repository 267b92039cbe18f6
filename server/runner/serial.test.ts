import { describe, expect, it } from 'vitest';
import { makeSerial } from './serial.ts';

/** Work that ends when it is told to. */
const job = () => {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, ended };
};

describe('work of one key', () => {
  it('runs one after another, and other keys beside it', async () => {
    const serial = makeSerial();
    const order: string[] = [];
    const first = job();
    const running = serial.run('a', () => first.ended.then(() => order.push('a1')));
    const next = serial.run('a', async () => order.push('a2'));
    await serial.run('b', async () => order.push('b'));
    first.end();
    await Promise.all([running, next]);
    expect(order).toEqual(['b', 'a1', 'a2']);
  });

  it('goes on after a failure, which only its own caller sees', async () => {
    const serial = makeSerial();
    const failing = serial.run('a', () => Promise.reject(new Error('mine')));
    const next = serial.run('a', async () => 'fine');
    await expect(failing).rejects.toThrow('mine');
    expect(await next).toBe('fine');
  });

  it('is over when idle resolves, what was added meanwhile included', async () => {
    const serial = makeSerial();
    let done = 0;
    const work = async (): Promise<void> => {
      done += 1;
      if (done < 3) void serial.run('a', work);
    };
    void serial.run('a', work);
    await serial.idle();
    expect(done).toBe(3);
  });
});
