// Runs one unit of a command, either in a worker thread that loads this module or in the calling thread.

import { ValueError } from '../errors.ts';
import type { Unit } from '../experiments/index.ts';
import { decodeResult, encodeResult } from '../formats/result-file.ts';
import { encodeTicket } from '../formats/ticket-file.ts';
import { useKernels } from '../kernels/index.ts';
import type { UnitTask } from '../runs/runner.ts';
import type { UnitOutcome } from '../runs/store.ts';
import type { FoundTicket } from './commands/command.ts';
import { type PreparedCommand, prepare } from './prepared-command.ts';
import { watchUnit } from './unit-watcher.ts';

/** Runs the unit that is described by an order. */
export const trial: UnitTask = async (order, { signal, report }) => {
  if (order.kernels !== undefined) useKernels(order.kernels);
  const prepared = prepare(order);
  const { experiment, command } = prepared;
  const unit = unitNamed(prepared, order);
  const started = performance.now();
  const needed = new Map<string, unknown>();
  for (const [id, bytes] of order.needed) needed.set(id, (await decodeResult(bytes, id)).value);
  const context = { signal, ...watchUnit(report) };
  const result = await experiment.run(prepared.options([order.seed]), unit, needed, context);
  const record = { unit: order.unit, digest: order.digest };
  return {
    facts: experiment.facts(result),
    result: order.isNeeded ? await encodeResult(result, record) : null,
    ticket: await ticketFile(command.ticketOf?.(result) ?? null, record),
    seconds: (performance.now() - started) / 1000,
  };
};

function unitNamed(prepared: PreparedCommand, order: { readonly unit: string; readonly seed: number }): Unit {
  const unit = prepared.units([order.seed]).find(({ id }) => id === order.unit);
  if (unit === undefined) throw new ValueError('unit', 'must be in the plan of the command', order.unit);
  return unit;
}

async function ticketFile(
  found: FoundTicket | null,
  record: Readonly<Record<string, string>>,
): Promise<UnitOutcome['ticket']> {
  if (found === null) return null;
  const { ticket, shapes } = found;
  return { file: await encodeTicket(ticket, { record, shapes }), digest: await ticket.digest() };
}
