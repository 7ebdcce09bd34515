// Durations as text for a terminal.

/** Seconds as "1:05" or "1:02:05"; "–" when unknown. */
export function clock(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const total = Math.round(seconds);
  const [h, m, s] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
