// Lists each word of the texts that is not spelled as Americans do, with its place: `npm run spelling -- [--unique] [FILE…]`.
// A word of the field that is right goes into a file in .cspell/.
import { misspelledIn } from './lib/spelling.mjs';

const args = process.argv.slice(2);
const paths = args.filter((arg) => !arg.startsWith('--'));
const found = await misspelledIn(paths.length > 0 ? paths : undefined);
if (args.includes('--unique')) {
  const counts = new Map();
  for (const { word } of found) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const [word, count] of [...counts].sort()) console.log(`${String(count).padStart(5)} ${word}`);
} else {
  for (const { path, line, word } of found) console.log(`${path}:${line}: ${word}`);
}
console.log(`${found.length} unknown words.`);
process.exitCode = found.length > 0 ? 1 : 0;
