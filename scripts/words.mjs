// Lists each phrase that a text of the project should not use, with its place and what to write instead:
// `npm run words -- [--count] [PATH…]`. Paths are files or folders of the project; all without one.
import { filesWithTexts } from './lib/texts.mjs';
import { phrasesOf } from './lib/words.mjs';

const args = process.argv.slice(2);
const paths = args
  .filter((arg) => !arg.startsWith('--'))
  .map((path) => path.replace(/^\.\//, '').replace(/\/$/, ''));
const isAsked = (path) =>
  paths.length === 0 || paths.some((asked) => path === asked || path.startsWith(`${asked}/`));

const found = filesWithTexts()
  .filter(isAsked)
  .flatMap((path) => phrasesOf(path));

if (args.includes('--count')) {
  const counts = new Map();
  for (const { path } of found) {
    const folder = path.split('/').slice(0, -1).slice(0, 4).join('/') || '.';
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  for (const [folder, count] of [...counts].sort()) console.log(`${String(count).padStart(5)} ${folder}`);
} else {
  for (const { path, line, phrase, but, shown } of found) {
    console.log(
      `${path}:${line}: "${phrase}" → ${but}\n    ${shown.length > 160 ? `${shown.slice(0, 160)}…` : shown}`,
    );
  }
}
console.log(`${found.length} phrases to replace.`);
process.exitCode = found.length > 0 ? 1 : 0;
