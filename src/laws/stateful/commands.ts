// What can happen to a pruner, each as a command that the model and the pruner under test both obey.

import type { AsyncCommand } from 'fast-check';
import { claim, sameList } from '../expect.ts';
import type { NetworkState, PrunerImpl, PrunerSession } from '../interfaces/pruner.ts';
import { leave, type Model, prune, rewound, spanOf, train } from './model.ts';
import { PlainNetwork } from './network.ts';
import type { Step } from './steps.ts';

/** A pruner under test and the networks it is given. */
export interface Real {
  readonly impl: PrunerImpl;
  network: PlainNetwork;
  session: PrunerSession;
  readonly saved: unknown[];
}

type Action = Pick<AsyncCommand<Model, Real>, 'check' | 'run'>;

const canTrain = (model: Model) => model.phase === 'rewound' && model.done.round < model.of.plan.rounds;

/** No signal is ever aborted but in `abortAfter`. */
const unaborted = () => new AbortController().signal;

const actions: Record<Extract<Step, string>, Action> = {
  train: {
    check: canTrain,
    async run(model, real) {
      const span = spanOf(model);
      await real.session.train(unaborted());
      sameList('clocks of the updates', real.network.clocks.splice(0), span);
      train(model);
    },
  },
  prune: {
    check: ({ phase }) => phase === 'trained',
    async run(model, { session }) {
      await session.prune();
      prune(model);
    },
  },
  rewind: {
    check: () => true,
    async run(model, { session }) {
      await session.rewind();
      model.network = rewound(model.done);
      model.phase = 'rewound';
    },
  },
  checkpoint: {
    check: () => true,
    async run(model, real) {
      real.saved.push(await real.session.checkpoint());
      model.saved.push(model.done);
    },
  },
  apply: {
    check: () => true,
    async run(model, { session }) {
      const other = strange(model);
      await session.apply(other);
      const { weights, biases } = rewound(model.done);
      sameWeights('the network the ticket was applied to', other, { weights, biases });
    },
  },
};

const abort = (after: number): Action => ({
  check: (model) => canTrain(model) && after < spanOf(model).length,
  async run(model, { session, network }) {
    const span = spanOf(model).slice(0, after);
    const controller = new AbortController();
    const reason = new Error('enough');
    const stop = () => {
      if (network.clocks.length === after) controller.abort(reason);
    };
    stop();
    network.onUpdate = stop;
    let thrown: unknown;
    await (async () => session.train(controller.signal))().catch((error: unknown) => {
      thrown = error;
    });
    network.onUpdate = () => {};
    claim(thrown !== undefined, () => 'an aborted training: must throw, got a result');
    sameList('clocks of the updates before the abort', network.clocks.splice(0), span);
    leave(model);
  },
});

const trainOutside = (updates: number): Action => ({
  check: ({ phase }) => phase !== 'trained',
  async run(model, { network }) {
    for (let i = 0; i < updates; i++) network.update();
    network.clocks.length = 0;
    leave(model);
  },
});

const restore = (which: number, isNew: boolean): Action => ({
  check: ({ saved }) => saved.length > 0,
  async run(model, real) {
    const at = which % real.saved.length;
    if (isNew) {
      real.network = strange(model);
      real.session = await real.impl.start(real.network, model.of.plan);
    }
    await real.session.restore(real.saved[at]);
    model.done = model.saved[at];
    leave(model);
  },
});

/** A network of the same sizes and other numbers. */
const strange = ({ of }: Model) =>
  new PlainNetwork(
    of.initial.map((layer) => layer.map(() => 3)),
    of.targets,
  );

function actionOf(step: Step): Action {
  if (typeof step === 'string') return actions[step];
  if ('abortAfter' in step) return abort(step.abortAfter);
  if ('trainOutside' in step) return trainOutside(step.trainOutside);
  return restore(step.restore, step.inANewNetwork);
}

/** The command for fast-check: after it, whatever the model knows must be so. */
export const commandOf = (step: Step): AsyncCommand<Model, Real> => {
  const { check, run } = actionOf(step);
  return {
    check,
    toString: () => JSON.stringify(step),
    async run(model, real) {
      await run(model, real);
      sameList('clocks of unasked updates', real.network.clocks, []);
      agree(model, real);
    },
  };
};

function agree({ done, network }: Model, real: Real): void {
  const masks = real.session.masks();
  done.masks.forEach((mask, l) => {
    sameList(`mask of layer ${l}`, masks[l], mask);
  });
  if (network === null) return;
  sameWeights('the network', real.network, network);
  done.masks.forEach((mask, l) => {
    const survivors = (memory: Float32Array) => memory.filter((_, i) => mask[i] === 1);
    sameList(
      `memory of layer ${l}'s survivors`,
      survivors(real.network.memory[l]),
      survivors(network.memory[l]),
    );
  });
}

function sameWeights(
  what: string,
  got: Pick<NetworkState, 'weights' | 'biases'>,
  expected: Pick<NetworkState, 'weights' | 'biases'>,
): void {
  expected.weights.forEach((layer, l) => {
    sameList(`${what}: weights of layer ${l}`, got.weights[l], layer);
  });
  sameList(`${what}: biases`, got.biases, expected.biases);
}
