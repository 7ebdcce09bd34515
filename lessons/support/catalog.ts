import { readdirSync, readFileSync } from 'node:fs';

/** A lesson: its number, its title (the first line of its file), and where the file is. */
export interface Lesson {
  readonly number: number;
  readonly title: string;
  readonly file: URL;
}

const FOLDER = new URL('../', import.meta.url);

/** Every lesson, in order: the files of this folder whose names start with two digits. */
export function lessons(): Lesson[] {
  const names = readdirSync(FOLDER).filter((name) => /^\d\d-.+\.ts$/.test(name));
  return names.sort().map((name) => {
    const file = new URL(name, FOLDER);
    return { number: Number(name.slice(0, 2)), title: titleOf(readFileSync(file, 'utf8')), file };
  });
}

/** One line a lesson. */
export const listing = (): string =>
  lessons()
    .map(({ number, title }) => `${String(number).padStart(3)}  ${title}`)
    .join('\n');

/** `// Lesson 3. A layer that learns.` is titled "A layer that learns". */
const titleOf = (source: string): string =>
  source
    .slice(0, source.indexOf('\n'))
    .replace(/^\/\/ Lesson \d+\. /, '')
    .replace(/\.$/, '');
