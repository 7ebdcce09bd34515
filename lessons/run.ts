// `npm run lesson 3` runs lesson 3; `npm run lesson` says which there are. A lesson is a program: importing it runs it.
// Exit codes: 0, 1 when a lesson breaks off, 2 for a lesson that does not exist.

import { lessons, listing } from './support/catalog.ts';
import { ClaimError } from './support/claim.ts';

const [wanted, ...rest] = process.argv.slice(2);
const lesson = lessons().find(({ number }) => String(number) === wanted?.replace(/^0/, ''));

if (wanted === undefined) {
  console.log(`${listing()}\n\nnpm run lesson 1 runs the first.`);
} else if (lesson === undefined || rest.length > 0) {
  const got = [wanted, ...rest].join(' ');
  console.error(`lesson: must be one number in 1 … ${lessons().length}, got ${got}\n\n${listing()}`);
  process.exitCode = 2;
} else {
  console.log(`Lesson ${lesson.number}. ${lesson.title}`);
  try {
    await import(lesson.file.href);
    console.log(`\nWhy each line holds, and what to try: lessons/${lesson.file.pathname.split('/').at(-1)}`);
  } catch (error) {
    if (!(error instanceof ClaimError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
