// Lesson 11. Break a law and read the counterexample.
//
// Afterwards you know what a law is, how a machine looks for a case that breaks it, why the case it shows is so small, how
// to come back to that case, and how to hold a pruner that is not ours to the same laws.
//
// In the paper: Frankle & Carbin 2019, §1, "prune the lowest p % of parameters by magnitude" says *how many* and *which*. Both
// can be got wrong without anyone noticing. Looking for counterexamples and shrinking them: Claessen & Hughes 2000, QuickCheck.

import fc from 'fast-check';
import { checkLaws, type LawReport, law, ours, type SelectImpl, selectLaws } from '../src/laws/index.ts';
import { claim, heading } from './support/claim.ts';

/** A report, with lines cut to the width of a page. */
const print = (report: LawReport): void =>
  console.log(
    report.text
      .split('\n')
      .map((line) => (line.length > 108 ? `${line.slice(0, 107)}…` : line))
      .join('\n'),
  );

// ── A law ───────────────────────────────────────────────────────────────────────────────────────────────────────────
// A law is data: a name, a formula, where it comes from, generators that draw cases, and a predicate that must hold for
// every case. Here is the first of the laws of selection, which keeps the k weights of highest score.

heading('A law');
const [exactlyK] = selectLaws.laws;
console.log(`${exactlyK.name}\n  ${exactlyK.formula}\n  ${exactlyK.source}`);
claim('it says how many generators it draws a case from: one', exactlyK.given.length === 1);

// ── Kept ────────────────────────────────────────────────────────────────────────────────────────────────────────────
// `checkLaws` needs the laws and an implementation. It draws cases from a seed: the same seed, the same cases.

heading('Our selection, held to all of them');
const kept = await checkLaws(selectLaws, ours.select, { seed: 1, runs: 50 });
print(kept);
claim('every law is kept', kept.ok);

// ── Broken ──────────────────────────────────────────────────────────────────────────────────────────────────────────
// Now the way it is often written: sort, read off a threshold, and prune everything that is not above it.

heading('A threshold, and >');
const select: SelectImpl['select'] = (scores, keep) => {
  const threshold = scores.toSorted()[scores.length - keep];
  return scores.reduce((mask, score, i) => {
    mask[i] = score > threshold ? 1 : 0;
    return mask;
  }, new Uint8Array(scores.length));
};
const broken = await checkLaws(selectLaws, { ...ours.select, select }, { seed: 1, laws: [exactlyK.name] });
print(broken);
const failure = broken.outcomes[0].failure!;
const { scores } = failure.values[0] as { scores: Float32Array };
claim('the law is broken', !broken.ok);
claim('by a single score', scores.length === 1);

// Read it from below: asked to keep 1 of [0], it kept none, for 0 > 0 is false. The k-th value itself is always lost, so one
// weight too many goes, and with it everything that ties. Here is what two well-known implementations do with that:

const five = Float32Array.of(1, 1, 1, 1, 2);
const count = (mask: Uint8Array): number => mask.reduce((sum, bit) => sum + bit, 0);
console.log(
  `asked to prune 1 of [${five}]: ours keeps ${count(ours.select.select(five, 4))}, >  keeps ${count(select(five, 4))}`,
);
claim('asked for 20 % of [1, 1, 1, 1, 2], the threshold prunes 4 of 5', count(select(five, 4)) === 1);
claim('asked for nothing at all, it prunes 4 of 5 again', count(select(five, 5)) === 1);

// ── Smaller ─────────────────────────────────────────────────────────────────────────────────────────────────────────
// The case that was found first had more in it. It was made smaller, step by step, as long as it still broke the law: fewer
// scores, simpler scores. What is left has nothing in it that does not matter. Seed and path lead straight back to it.

heading('Smaller, and back again');
console.log(`made smaller ${failure.shrinks} times, to path ${failure.path} of seed ${broken.seed}`);
claim('it was made smaller', failure.shrinks > 0);
const replayed = await checkLaws(
  selectLaws,
  { ...ours.select, select },
  { laws: [exactlyK.name], seed: broken.seed, path: failure.path },
);
claim('seed and path give the same case at once', `${scores}` === `${casesOf(replayed)[0]}`);

/** The scores of the case that broke each law. */
function casesOf(report: LawReport): Float32Array[] {
  return report.outcomes.map((outcome) => (outcome.failure!.values[0] as { scores: Float32Array }).scores);
}

// ── Mended, and still broken ────────────────────────────────────────────────────────────────────────────────────────
// With ≥ the k-th value stays. Does that mend it? The generators draw ties on purpose.

heading('≥ for >');
const atLeast: SelectImpl['select'] = (list, keep) => {
  if (keep === 0) return new Uint8Array(list.length);
  const threshold = list.toSorted()[list.length - keep];
  return Uint8Array.from(list, (score) => (score >= threshold ? 1 : 0));
};
const mended = await checkLaws(
  selectLaws,
  { ...ours.select, select: atLeast },
  { seed: 1, laws: [exactlyK.name] },
);
print(mended);
const [ties] = casesOf(mended);
claim('two scores that are equal break it', ties.length === 2 && ties[0] === ties[1]);

// No threshold can tell equals apart: a selection must rank, by score and then by place. That is what ours does (lesson 6).

// ── A law of your own ───────────────────────────────────────────────────────────────────────────────────────────────
// Generators come from fast-check. Say what must hold; whoever breaks it is shown how.

heading('A law of your own');
const own = {
  name: 'our own',
  about: 'One law more.',
  laws: [
    law({
      name: 'the largest is kept first',
      formula: 'select(s, 1) keeps a maximum of s',
      source: 'this lesson',
      given: [fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1 })],
      holds: (impl: SelectImpl, list) => {
        const mask = impl.select(Float32Array.from(list), 1);
        return list[mask.indexOf(1)] === Math.max(...list);
      },
    }),
  ],
};
const smallest: SelectImpl['select'] = (list, keep) =>
  ours.select.select(
    list.map((score) => -score),
    keep,
  );
print(await checkLaws(own, { ...ours.select, select: smallest }, { seed: 1 }));
claim('ours keeps it', (await checkLaws(own, ours.select, { seed: 1 })).ok);
claim(
  'one that keeps the smallest does not',
  !(await checkLaws(own, { ...ours.select, select: smallest })).ok,
);

// A law that rejects nothing says nothing. So the tests of this package keep wrong implementations for each of its laws, and
// check that the law rejects them (test/laws/wrong-implementations/).

console.log(selectLaws.laws.map(({ name }) => name).join('\n'));

// In a test runner: `testLaws(selectLaws, yours, { describe, it })`, one test a law.

// ── Change this, and try ────────────────────────────────────────────────────────────────────────────────────────────
// 1. Hold `atLeast` to all laws of selection: leave out `laws`. Which does it keep? Why is "selection is monotone in k" among them?
// 2. Let `select` sort with `Array.from(scores).sort()`, which sorts numbers as text. Guess the counterexample before you look.
// 3. Write the mask of lesson 6 as w · m and hold it to `maskLaws`. Which law tells −0 from +0, and with which weight?
