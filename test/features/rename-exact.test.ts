import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import type { FileEdit } from '../../server/src/analysis/finding.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { isAtOrBelow } from '../../server/src/dns/names.ts';
import { policyKindOf } from '../../server/src/email/policies.ts';
import { labelToRename, renameAt } from '../../server/src/features/rename/rename.ts';
import { namesInRecord } from '../../server/src/features/names-in-record.ts';
import { printRdata } from '../../server/src/records/rdata/index.ts';
import type { DnsRecord } from '../../server/src/records/record.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { shift } from '../../server/src/text/range.ts';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { environment } from '../harness/workspace.ts';
import { Random } from '../soak/random.ts';

type Texts = ReadonlyMap<string, string>;

function workspaceOf(texts: Texts): Workspace {
  const made = createWorkspace({
    ...environment(),
    include: (target, from) => {
      const found = path.join(path.dirname(from), target);
      const text = texts.get(found);
      return text === undefined ? undefined : { path: found, text };
    },
  });
  for (const [at, text] of texts) made.add(at, text);
  return made;
}

function after(texts: Texts, edits: readonly FileEdit[]): Texts {
  return new Map(
    [...texts].map(([at, text]) => [
      at,
      applyEdits(
        text,
        edits.filter((edit) => edit.path === at),
      ),
    ]),
  );
}

/** All records of all files, as text, with one name instead of another. */
function recordsOf(texts: Texts, from = '', to = from): readonly string[] {
  const made = workspaceOf(texts);
  const replaced = (name: string): string =>
    from !== '' && isAtOrBelow(name, from) ? `${name.slice(0, name.length - from.length)}${to}` : name;
  const inText = new RegExp(
    `(?<![A-Za-z0-9_-])${from.replaceAll(/[.*\\]/g, '\\$&')}(?![A-Za-z0-9_-]|\\.[A-Za-z0-9_])`,
    'gi',
  );
  const lines: string[] = [];
  for (const at of made.paths()) {
    for (const { record } of made.records(at)) {
      const { owner, type, ttl, rdata } = record;
      const data =
        rdata.kind === 'fields'
          ? rdata.fields
              .map(({ kind, name, value }) =>
                kind === 'name' && !(name === 'rname' && value === from) ? replaced(value) : value,
              )
              .join(' ')
          : rdata.kind === 'text'
            ? isPolicy(record) && from !== ''
              ? rdata.value.text.replaceAll(inText, (found, at: number) =>
                  isNamed(rdata.value.text.slice(0, at)) ? to : found,
                )
              : rdata.value.text
            : printRdata(type, rdata);
      lines.push(`${at} ${replaced(owner)} ${ttl ?? ''} ${type} ${data}`);
    }
  }
  return lines.map((line) => line.toLowerCase()).sort();
}

/** Whether a host follows: in a term of SPF, after a user, or in the address of a page. */
function isNamed(before: string): boolean {
  if (/^"?v=spf1/i.test(before)) return true;
  return /(?:mailto:[^,;!]*@|https:\/\/)(?:[A-Za-z0-9_-]+\.)*$/i.test(before);
}

function isPolicy({ rdata, owner }: DnsRecord): boolean {
  const kind = rdata.kind === 'text' ? policyKindOf(rdata.value.text, owner) : undefined;
  return kind !== undefined && kind !== 'dkim' && kind !== 'mta-sts';
}

interface Tried {
  renamed: number;
  refused: number;
}

/** Renames some of the names in the files, and back. */
function tryRenames(texts: Texts, seed: number, count: number, tried: Tried): void {
  const made = workspaceOf(texts);
  const random = new Random(seed);
  const places = [...texts.keys()].flatMap((at) =>
    [...made.records(at)].flatMap(({ record, range }) =>
      namesInRecord(record).map((name) => ({
        at,
        offset: shift(name.range, range.start - record.range.start).start,
        length: name.range.end - name.range.start,
      })),
    ),
  );
  for (let i = 0; i < count && places.length > 0; i++) {
    const place = random.pick(places);
    const offset = place.offset + random.below(place.length);
    const label = labelToRename(made, place.at, offset);
    if (label === undefined || 'refusal' in label) continue;
    const old = label.name.split('.')[0] ?? '';
    const labels = `${old.startsWith('_') ? '_' : ''}${random.chance(0.3) ? 'new.label' : 'other'}`;
    const edits = renameAt(made, place.at, offset, labels, (file, from) =>
      path.join(path.dirname(from), file),
    );
    if (edits === undefined || 'refusal' in edits) {
      tried.refused++;
      continue;
    }
    tried.renamed++;
    const to = `${labels}${label.name.slice(old.length)}`;
    const now = after(texts, edits);
    const what = `${place.at}: ${label.name} to ${to}`;
    assert.deepEqual(recordsOf(now), recordsOf(texts, label.name, to), what);
    const [first] = edits;
    assert.ok(first, what);
    if (labels.includes('.')) continue;
    const back = renameAt(workspaceOf(now), first.path, first.range.start, old, (file, from) =>
      path.join(path.dirname(from), file),
    );
    assert.ok(back !== undefined && !('refusal' in back), `${what} and back: ${JSON.stringify(back)}`);
    for (const [at, text] of after(now, back))
      assert.equal(text.toLowerCase(), texts.get(at)?.toLowerCase(), `${what} and back`);
  }
}

describe('a rename changes nothing but the name', () => {
  it('in the examples', () => {
    const root = path.join(__dirname, '../../examples');
    const texts = new Map(
      readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(?:zone|inc|tf)$|db\./.test(name))
        .map((name) => [`/${name}`, readFileSync(path.join(root, name), 'utf8')] as const),
    );
    const tried = { renamed: 0, refused: 0 };
    tryRenames(texts, 1, 40, tried);
    assert.ok(tried.renamed >= 10, JSON.stringify(tried));
  });

  it('in real zone files', function () {
    if (!hasCorpus()) {
      sayNoCorpus('renaming');
      this.skip();
    }
    this.timeout(120_000);
    const random = new Random(19);
    const files = corpusFiles('realworld/zones').filter(() => random.chance(0.2));
    const tried = { renamed: 0, refused: 0 };
    for (const [i, file] of files.entries()) {
      const text = readCorpus(file);
      if (text.length > 200_000) continue;
      tryRenames(new Map([[`/${file}`, text]]), i, 8, tried);
    }
    assert.ok(tried.renamed >= 20, JSON.stringify(tried));
  });
});
