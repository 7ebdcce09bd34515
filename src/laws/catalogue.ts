import { everySet } from './every-set.ts';
import type { Exactness, LawSet, LawText } from './law.ts';

/** The catalogue of laws as a Markdown page: name, formula, source, exact or bounded and why, and the mistakes each catches. */
export function catalogue(sets: readonly LawSet<never>[] = everySet): string {
  const count = sets.reduce((sum, { laws }) => sum + laws.length, 0);
  const mistakes = new Set(sets.flatMap((set) => set.laws.flatMap(({ catches }) => catches)));
  return [
    '# The laws of pruning',
    `${count} laws in ${sets.length} sets. Each is kept by this package, and each rejects at least one of ${mistakes.size} wrong ` +
      'implementations that its tests keep. `checkLaws` holds any implementation to them.',
    ...sets.flatMap(setText),
    '',
  ].join('\n\n');
}

const setText = ({ name, about, laws }: LawSet<never>): string[] => [
  `## ${capital(name)}`,
  about,
  ...laws.flatMap(lawText),
];

const lawText = ({ name, formula, source, exactness, catches }: LawText): string[] => [
  `### ${capital(name)}`,
  `\`${formula}\``,
  [
    `- Source: ${plain(source)}`,
    `- ${exactnessText(exactness)}`,
    `- Catches: ${catches.map(plain).join('; ')}`,
  ].join('\n'),
];

const exactnessText = (exactness: Exactness): string =>
  exactness === 'exact' ? 'Exact' : `Bounded. ${plain(exactness.bound)}`;

const capital = (text: string): string => plain(text.charAt(0).toUpperCase() + text.slice(1));

/** Text that Markdown and HTML leave alone. */
const plain = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replace(/[\\*_[\]|`~]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
