/** Wraps text into lines of at most `width` columns. Lines after the first begin with `indent` spaces. */
export function wrap(words: string, width: number, indent: number): string {
  if (words.length <= width) return words;
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines.join(`\n${' '.repeat(indent)}`);
}
