import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { completionsAt } from '../../server/src/features/complete/complete.ts';
import { CORPUS, corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { seeded } from '../harness/fix-mutations.ts';
import { runs, sampled } from '../harness/runs.ts';
import { workspace } from '../harness/workspace.ts';

/** How far apart the places are at which `npm test` tries: the long zone files are read again for each suggestion. */
const EXAMPLES = [
  ['terraform/dns.tf', 1],
  ['terraform/modules/mail/main.tf', 1],
  ['zones/example.com.zone', 11],
  ['zones/db.example.net', 11],
  ['zones/example.org.zone', 1],
] as const;

/** Findings that a suggestion must not cause: it is not a term, tag, value or macro there. */
const UNKNOWN = new Set([
  'spf-unknown-mechanism',
  'spf-unknown-modifier',
  'spf-modifier-with-colon',
  'spf-macro-syntax',
  'spf-macro-exp-only',
  'dmarc-unknown-tag',
  'dkim-unknown-tag',
  'dkim-k-unknown',
  'dkim-h-unknown',
  'dkim-t-unknown',
  'bimi-unknown-tag',
  'zone-unknown-type',
]);

function unknownIn(made: Workspace, path: string): readonly string[] {
  return made
    .findings(path)
    .findings.map(({ rule }) => rule)
    .filter((rule) => UNKNOWN.has(rule))
    .sort();
}

/** Asks at an offset, and tries some of the suggestions. Returns whether there are any. */
function tryAt(made: Workspace, path: string, offset: number, tried: Set<string>): boolean {
  const found = completionsAt(made, path, offset);
  if (found === undefined) return false;
  const source = made.textOf(path);
  assert.ok(source);
  const { start, end } = found.range;
  const where = `${path}, ${JSON.stringify(source.slice(Math.max(0, offset - 60), offset))}`;
  assert.ok(start <= offset && offset <= end, where);
  const typed = source.slice(start, end);
  assert.doesNotMatch(typed, /[\r\n]/, where);
  // The value of a tag that has none yet is unknown, whatever the tag.
  const isUnfinished = /^=[ \t]*[;"]/.test(source.slice(end, end + 10));
  for (const { text, explain, kind } of found.suggestions.slice(0, 4)) {
    explain();
    if (isUnfinished) continue;
    const key = `${start} ${end} ${text}`;
    if (kind === 'owner' || tried.has(key)) continue;
    tried.add(key);
    const before = unknownIn(made, path);
    made.edit(path, [{ range: { start, end }, text }]);
    const after = unknownIn(made, path);
    made.edit(path, [{ range: { start, end: start + text.length }, text: typed }]);
    const fresh = after.filter(
      (rule, i) => after.indexOf(rule) === i && count(after, rule) > count(before, rule),
    );
    assert.deepEqual(fresh, [], `${where}: ${text}`);
  }
  return true;
}

function count(list: readonly string[], one: string): number {
  return list.filter((other) => other === one).length;
}

describe('completion anywhere', () => {
  for (const [name, step] of EXAMPLES) {
    it(`suggests only known text, with a range that contains the cursor, at places of ${name}`, () => {
      const text = readFileSync(join(__dirname, '../../examples', name), 'utf8');
      const made = workspace();
      const path = `/${name}`;
      made.add(path, text);
      const tried = new Set<string>();
      let places = 0;
      const offsets = Array.from({ length: text.length + 1 }, (_, offset) => offset);
      for (const offset of sampled(offsets, step)) if (tryAt(made, path, offset, tried)) places++;
      assert.ok(places > 10, String(places));
      assert.equal(made.textOf(path)?.slice(0, text.length + 1), text);
    });
  }

  const FOLDERS = [
    ['realworld/zones', /\.(?:zone|db)$|\/db\.[^/]+$/, 12, 8],
    ['realworld/terraform', /\.tf$/, 6, 30],
  ] as const;
  for (const [folder, pattern, files, perFile] of FOLDERS) {
    it(`does so at places in real files (${folder})`, function () {
      if (!hasCorpus()) {
        sayNoCorpus('completion at places of real files');
        this.skip();
      }
      const random = seeded(19);
      const all = corpusFiles(folder).filter((file) => pattern.test(file));
      assert.ok(all.length > 0, CORPUS);
      let places = 0;
      for (let i = 0; i < files; i++) {
        const file = all[Math.floor(random() * all.length)] ?? '';
        const text = readCorpus(file).slice(0, 20_000);
        const made = workspace();
        if (!made.add(`/${file}`, text)) continue;
        for (let place = runs(perFile); place > 0; place--) {
          // While a user types, the rest of the line is not there yet.
          const offset = Math.floor(random() * text.length);
          if (tryAt(made, `/${file}`, offset, new Set())) places++;
          const lineEnd = text.indexOf('\n', offset);
          const rest = text.slice(offset, lineEnd < 0 ? text.length : lineEnd);
          made.edit(`/${file}`, [{ range: { start: offset, end: offset + rest.length }, text: '' }]);
          if (tryAt(made, `/${file}`, offset, new Set())) places++;
          made.edit(`/${file}`, [{ range: { start: offset, end: offset }, text: rest }]);
        }
      }
      assert.ok(places > 5, String(places));
    });
  }
});
