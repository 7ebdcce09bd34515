// A disk that is full at any moment of a run: exit code 3, no temporary files, and the run can be continued.

import { existsSync, readdirSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { filesIn } from '../../src/runs/folder.ts';
import { succeeding, winningTicket } from './in-process.ts';
import { decided, folder } from './run-folders.ts';
import { FIND } from './tiny.ts';

vi.setConfig({ testTimeout: 120_000 });

/** Number of files that can still be written. */
const disk = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY }));
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const writeFileSync: typeof real.writeFileSync = (file, content, ...options) => {
    if (typeof file === 'number' && --disk.left < 0) {
      real.writeFileSync(file, 'half of what');
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    }
    real.writeFileSync(file, content, ...options);
  };
  return { ...real, writeFileSync };
});

const RUN = `${FIND} --rounds 1`;

test('exits with code 3 whichever file does not fit, and can be continued', async () => {
  const whole = folder('whole');
  await succeeding(`${RUN} --quiet --out ${whole}`);
  let writes = 0;
  for (let isFull = true; isFull; writes++) {
    const out = folder(`full-${writes}`);
    disk.left = writes;
    const { code, message, stdout } = await winningTicket(`${RUN} --quiet --out ${out}`);
    disk.left = Number.POSITIVE_INFINITY;
    isFull = code !== 0;
    if (!isFull) break;
    expect([code, stdout]).toEqual([3, '']);
    expect(message).toMatch(/: must be a file that can be written, got "ENOSPC"/);
    expect(filesIn(out).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    if (existsSync(`${out}/plan.json`)) {
      expect(message).toMatch(/; \d of 4 steps finished in .*full-\d+$/);
      await succeeding(`find --resume ${out} --quiet`);
    } else {
      expect(readdirSync(out).filter((name) => !name.startsWith('.lock-'))).toEqual([]);
      await succeeding(`${RUN} --quiet --out ${out}`);
    }
    expect(decided(out)).toEqual(decided(whole));
  }
  // The plan, four facts, a result, a ticket, three pictures, the page and the record.
  expect(writes).toBe(12);
});
