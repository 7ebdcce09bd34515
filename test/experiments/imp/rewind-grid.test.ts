import { describe, expect, test } from 'vitest';
import { type GridCell, rewindGrid, rewindGridExperiment } from '../../../src/experiments/index.ts';
import { RewindStrategy } from '../../../src/pruning/index.ts';
import { type Beginning, experiment, resultsOf, summaryOf } from '../small.ts';

const CELLS: readonly GridCell[] = [
  'fine-tuning',
  'weight rewinding',
  'learning-rate rewinding',
  'control',
  'reinitialised',
];

async function run(cells: readonly GridCell[] = CELLS) {
  const { options, notes } = experiment();
  const done = await resultsOf(rewindGridExperiment, { ...options, cells, rewindTo: 6 });
  return { done, notes };
}

/** The beginnings of one cell's trainings: dense, then after each of 3 rounds. */
const of = (notes: readonly Beginning[], cell: GridCell) => notes.slice(4 * CELLS.indexOf(cell)).slice(0, 4);

describe('the rewinding grid', () => {
  test('every cell trains the same dense network, then its own levels', async () => {
    const { done, notes } = await run();
    expect(done.map(({ cell }) => cell)).toEqual(CELLS.flatMap((cell) => [cell, cell, cell, cell]));
    expect(notes).toHaveLength(20);
    for (const cell of CELLS) expect(of(notes, cell)[0]).toEqual(notes[0]);
  });

  test.each<[GridCell, number, number, number]>([
    ['fine-tuning', 24, 42, 24],
    ['weight rewinding', 6, 24, 6],
    ['learning-rate rewinding', 6, 24, 24],
    ['control', 24, 42, 6],
    ['reinitialised', 0, 24, 0],
  ])(
    '%s trains from iteration %i to %i with the optimizer state after %i steps',
    async (cell, from, to, steps) => {
      const { notes } = await run();
      const [, first, ...later] = of(notes, cell);
      expect([first.from, first.to, first.steps]).toEqual([from, to, steps]);
      for (const note of later) expect([note.from, note.to]).toEqual([from, to]);
    },
  );

  test('weight rewinding and the control start from the same W_k, fine-tuning and learning-rate rewinding from the same W_T', async () => {
    const { notes } = await run();
    const first = (cell: GridCell) => of(notes, cell)[1].weights;
    expect(first('control')).toEqual(first('weight rewinding'));
    expect(first('learning-rate rewinding')).toEqual(first('fine-tuning'));
    expect(first('control')).not.toEqual(first('fine-tuning'));
  });

  test('reinitialised draws new weights in each round', async () => {
    const { notes } = await run();
    const [dense, ...rounds] = of(notes, 'reinitialised').map(({ weights }) => weights['fc1.weight']);
    for (const weights of rounds)
      weights.forEach((bits, i) => {
        if (bits !== 0) expect(bits).not.toBe(dense[i]);
      });
    const kept = rounds[2].findIndex((bits) => bits !== 0);
    expect(new Set(rounds.map((weights) => weights[kept])).size).toBe(3);
  });

  test('the summary has one row per cell and level', async () => {
    const { options } = experiment();
    const cells = ['control', 'fine-tuning'] as const;
    const { table } = await summaryOf(rewindGridExperiment, { ...options, cells, rewindTo: 6 });
    expect(table.rows.map(({ label }) => label)).toEqual(
      cells.flatMap((cell) =>
        ['dense', '62.5 % left', '41.7 % left', '25.0 % left'].map((level) => `${cell}, ${level}`),
      ),
    );
    expect(rewindGridExperiment.summarize({ ...options, cells, rewindTo: 6 }, new Map()).table.rows).toEqual(
      [],
    );
  });

  test('the same seed gives the same results', async () => {
    expect((await run()).done).toEqual((await run()).done);
  });

  test('each of the four cells trains T − k iterations per round', () => {
    expect(rewindGrid(6, 24)).toEqual({
      'fine-tuning': RewindStrategy.none({ fineTuneIterations: 18 }),
      'weight rewinding': RewindStrategy.early({ iteration: 6 }),
      'learning-rate rewinding': RewindStrategy.late({ iteration: 6 }),
      control: RewindStrategy.weightsOnly({ iteration: 6, fineTuneIterations: 18 }),
      reinitialised: RewindStrategy.reinitialize(),
    });
  });

  test.each([-1, 24, 2.5, Number.NaN])('rewindGrid throws for k = %s of 24', (k) => {
    expect(() => rewindGrid(k, 24)).toThrow(`k: must be an integer in [0, 23], got ${k}`);
  });
});
