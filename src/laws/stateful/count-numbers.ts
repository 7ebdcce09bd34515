/**
 * Returns how many numbers can be reached from a value: the entries of typed arrays, and of lists with more than `history`
 * entries. Shorter lists are not counted, because they may contain one number per round.
 */
export function numbersWithin(value: unknown, history: number): number {
  const seen = new Set<unknown>();
  const pending: unknown[] = [value];
  let numbers = 0;
  while (pending.length > 0) {
    const item = pending.pop();
    if (typeof item !== 'object' || item === null || seen.has(item)) continue;
    seen.add(item);
    if (ArrayBuffer.isView(item)) numbers += (item as Uint8Array).length;
    else if (Array.isArray(item) && typeof item[0] === 'number')
      numbers += item.length > history ? item.length : 0;
    else if (item instanceof Map) pending.push(...item.keys(), ...item.values());
    else pending.push(...(item instanceof Set ? item : Object.values(item)));
  }
  return numbers;
}
