// The number of threads does not show in a ticket, though every product and ranking is split among them.

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { testLaws, ticketLaws } from '../../src/laws/index.ts';
import { ticketOf } from '../../src/laws/ours/ticket.ts';
import { threadsInfo, useThreads } from '../../src/parallel/index.ts';
import { Pool } from '../../src/parallel/pool.ts';
import { SPLIT_AXES } from '../../src/parallel/products.ts';

const measured = { ...SPLIT_AXES };
beforeAll(() => {
  Object.assign(SPLIT_AXES, { dense: 0, sparse: 0, topK: 0 });
});
afterAll(() => {
  Object.assign(SPLIT_AXES, measured);
});

const used = new Set<number>();
const split = vi.spyOn(Pool.prototype, 'run');

/** Wide enough that each product has work for several. */
const wide = ticketOf({ hidden: 130, batch: 60 });

const threaded = {
  ...wide,
  threads: [2, 3],
  async find(seed: number, { threads = 1, ...how }: { threads?: number }) {
    await using _ = await useThreads(threads);
    used.add(threadsInfo().threads);
    return await wide.find(seed, how);
  },
};

testLaws(
  ticketLaws,
  threaded,
  { describe, it: test },
  { runs: 2, laws: ['the ticket does not depend on the number of threads'], timeout: 120_000 },
);

test('threads there were, and they had work', () => {
  expect([...used].sort()).toEqual([1, 2, 3]);
  expect(split.mock.calls.length).toBeGreaterThan(100);
});
