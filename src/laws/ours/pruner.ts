import { LotteryTicketPruner, type SearchOptions, type WinningTicket } from '../../pruning/index.ts';
import type { PrunerImpl } from '../interfaces/pruner.ts';

/** This package's `LotteryTicketPruner`. */
export const pruner: PrunerImpl = {
  rounds: (model, trainer, { signal, resume, ...options }) =>
    new LotteryTicketPruner({ ...options, allowUntrained: true }) // the networks of some laws are not trained
      .rounds(model, trainer, { signal, resume } as SearchOptions),
  applyTicket: (model, ticket) =>
    new LotteryTicketPruner({ targetSparsity: 0.5, pruningRounds: 1 }) // a ticket is applied alike by every pruner
      .applyTicket(model, ticket as WinningTicket),
};
