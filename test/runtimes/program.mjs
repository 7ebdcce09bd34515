// The program every runtime runs: find a ticket on two moons from one seed, and say its digest. Plain JavaScript over
// the built package, so that nothing but the engine differs.

/** The digest of the ticket, computed with the library at `url` (`dist/index.js`). */
export async function digest(url) {
  const { Adam, LotteryTicketPruner, Random, SupervisedTrainer, mlp, splitDataset, twoMoons } = await import(
    url
  );
  const random = new Random(20);
  const points = (name, examples) => twoMoons({ examples, noise: 0.2, random: random.fork(name) });
  const data = {
    ...splitDataset(points('learn', 300), 100, random.fork('split')),
    test: points('test', 100),
  };
  const model = mlp([2, 24, 12, 2], { random: random.fork('initialisation') });
  const trainer = new SupervisedTrainer(model, data, {
    optimizer: new Adam(model.namedParameters(), { learningRate: 0.01 }),
    batchSize: 20,
    iterations: 120,
    random: random.fork('batches'),
  });
  const pruner = new LotteryTicketPruner({ targetSparsity: 0.8, pruningRounds: 3 });
  const ticket = await pruner.findTicket(model, trainer);
  return ticket.digest();
}
