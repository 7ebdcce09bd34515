import { LotteryTicketPruner, type SearchOptions, type WinningTicket } from '../../pruning/index.ts';
import type { PrunerImpl } from '../interfaces/pruner.ts';

/** This package's `LotteryTicketPruner`. */
export const pruner: PrunerImpl = {
  rounds: (model, trainer, { signal, resume, ...options }) =>
    new LotteryTicketPruner({ ...options, allowUntrained: true }) // Some laws use networks that are not trained.
      .rounds(model, trainer, { signal, resume } as SearchOptions),
  applyTicket: (model, ticket) =>
    new LotteryTicketPruner({ targetSparsity: 0.5, pruningRounds: 1 }) // The options of a pruner do not affect how it applies a ticket.
      .applyTicket(model, ticket as WinningTicket),
};
