/** Offsets at which the lines of a text start, except one at its end. The first is 0. */
export function lineStartsOf(text: string): Int32Array {
  const starts = [0];
  for (const end of lineEndsOf(text)) if (end < text.length) starts.push(end);
  return Int32Array.from(starts);
}

/** Line ends in a text: LF, CRLF, lone CR. */
export function countLineEnds(text: string): number {
  if (text.includes('\r')) return [...lineEndsOf(text)].length;
  let count = 0;
  for (let feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', feed + 1)) count++;
  return count;
}

/** The offsets after the line ends: LF, CRLF, lone CR. */
function* lineEndsOf(text: string): Generator<number> {
  let feed = text.indexOf('\n');
  let carriage = text.indexOf('\r');
  while (feed >= 0 || carriage >= 0) {
    const isFeed = carriage < 0 || (feed >= 0 && feed <= carriage + 1);
    const end = (isFeed ? feed : carriage) + 1;
    yield end;
    // Each kind is searched again only after it was passed, because most blocks lack one kind.
    if (feed >= 0 && feed < end) feed = text.indexOf('\n', end);
    if (carriage >= 0 && carriage < end) carriage = text.indexOf('\r', end);
  }
}
