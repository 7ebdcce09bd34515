// A worker that comes to grief over every band, in the way the environment says.

import type { WorkerData } from '../../src/parallel/worker.ts';
import { serveWith } from '../../src/parallel/worker.ts';

const FAULTS: Record<string, () => void> = {
  throws: () => {
    throw new RangeError('no such band');
  },
  exits: () => process.exit(3),
  'runs out of memory': () => {
    const hoard: unknown[] = [];
    for (;;) hoard.push(new Array(10_000).fill(hoard.length));
  },
  'loops for ever': () => {
    for (;;);
  },
};

export function serve({ control, thread }: WorkerData): void {
  serveWith(control, thread, FAULTS[process.env.FAULT ?? '']);
}
