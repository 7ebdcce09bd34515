// A trial that does as it is told.

import type { TrialTools } from '../../src/parallel/index.ts';

/** What to do, in this order. */
export interface Orders {
  /** Reports to send. */
  readonly reports?: readonly unknown[];
  /** Milliseconds to take. */
  readonly wait?: number;
  /** Whether to stop waiting on a signal, with a result. */
  readonly heeds?: boolean;
  readonly end?: 'throw' | 'throw text' | 'exit' | 'memory' | 'loop' | 'uncloneable';
  readonly value?: unknown;
}

const ENDS = {
  throw: () => {
    throw new RangeError('as told');
  },
  'throw text': () => {
    throw 'as told';
  },
  exit: () => process.exit(7),
  memory: () => {
    for (const hoard: unknown[] = []; ; ) hoard.push(new Array(100_000).fill(1.5));
  },
  loop: () => {
    for (;;);
  },
  uncloneable: () => () => {},
} as const;

export async function trial(orders: Orders, { report, signal }: TrialTools): Promise<unknown> {
  for (const progress of orders.reports ?? []) report(progress);
  await new Promise((resolve) => {
    setTimeout(resolve, orders.wait ?? 0);
    if (orders.heeds) signal.addEventListener('abort', resolve);
  });
  if (orders.heeds) return signal.aborted ? 'stopped' : 'not stopped';
  return orders.end === undefined ? orders.value : ENDS[orders.end]();
}
