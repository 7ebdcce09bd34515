/**
 * The command that repeats a run: every value of its configuration as the option of that name (evaluateEvery →
 * --evaluate-every). Null where a value has no form on the command line.
 */
export function repeatCommand(config: Readonly<Record<string, unknown>>, command = 'find'): string | null {
  const words = ['winning-ticket', command];
  for (const [name, value] of Object.entries(config)) {
    if (value === undefined || value === null || value === false) continue;
    words.push(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
    if (value === true) continue;
    const text = optionText(value);
    if (text === null) return null;
    words.push(text);
  }
  return words.map(quote).join(' ');
}

/** A value as its option is written: lists with commas, 'none' for an empty one, a strategy as kind:iteration or kind:percent%. */
export function optionText(value: unknown): string | null {
  if (['string', 'number', 'bigint', 'boolean'].includes(typeof value)) return String(value);
  if (Array.isArray(value)) {
    const texts = value.map(optionText);
    return texts.includes(null) ? null : texts.join(',') || 'none';
  }
  if (typeof value !== 'object' || value === null || !('kind' in value)) return null;
  const { kind, ...rest } = value;
  const [entry, ...more] = Object.entries(rest);
  if (typeof kind !== 'string' || more.length > 0) return null;
  if (entry === undefined) return kind;
  if (typeof entry[1] !== 'number') return null;
  // 15 digits, so that 0.07 becomes 7 %, not 7.000000000000001 %.
  return `${kind}:${entry[0] === 'fraction' ? `${Number((entry[1] * 100).toPrecision(15))}%` : entry[1]}`;
}

const quote = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
