import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TerraformDocument } from '../../../server/src/formats/terraform/document.ts';
import { ZoneDocument } from '../../../server/src/formats/zone/document.ts';
import { TerraformProject } from '../../../server/src/formats/terraform/project.ts';
import { CORPUS, corpusFiles, hasCorpus, sayNoCorpus } from '../../harness/corpus.ts';
import { overlay } from '../../harness/terraform-corpus.ts';

const FOLDERS = ['realworld/terraform', 'realworld/yaml'];

/** The start of records for email, and the names of such records. */
const MAIL = /v=spf1|v=DMARC1|v=DKIM1|_dmarc\b|_domainkey\b/gi;

/**
 * Where real configurations contain such text outside of records, and why. If a number changes, check why: a record may no longer
 * be read, or a reason may no longer apply. The first matching line counts.
 */
const NOT_READ: readonly { readonly where: RegExp; readonly count: number; readonly why: string }[] = [
  { where: /: *(?:#|\/\/)/, count: 22, why: 'is a comment' },
  {
    where: /^\/archlinux\+infrastructure\/_versions\//,
    count: 95,
    why: 'is in a local, and the file of the resources that it is for is not stored for this version',
  },
  {
    where: /^\/18F\+dns\/_(?:versions|history)\/.*\/(?:init|amazonses|mandrill)\.tf/,
    count: 19,
    why: 'is in an output, a local or a default, and the files that use it are not stored for this version',
  },
  {
    where: /^\/18F\+dns\/_(?:versions|history)\//,
    count: 9,
    why: 'is an input of a module that is not stored for this version',
  },
  {
    where: /^\/hmcts\+azure-public-dns\/shuttering\//,
    count: 22,
    why: 'is the name of a record that this file may switch off',
  },
  {
    where: /^\/_single\/(?:benniemosher|grendel)/,
    count: 5,
    why: 'is in a local, and the resources that it is for are not stored',
  },
  { where: /^\/_single\/mangomagic/, count: 3, why: 'gives values to a module that is not stored' },
  { where: /^\/_single\/thesammy2010/, count: 3, why: 'is an input of a module that is not stored' },
  {
    where: /^\/_single\/mstrother/,
    count: 1,
    why: 'stands in an argument that the resource does not have: Terraform refuses it',
  },
];

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Source ranges of records, and of the resources that make them, in each document. */
function spansOfRecords(project: TerraformProject): ReadonlyMap<string, readonly Span[]> {
  const spans = new Map<string, Span[]>();
  const note = (at: string, span: Span): void => {
    const known = spans.get(at);
    if (known === undefined) spans.set(at, [span]);
    else known.push(span);
  };
  project.evaluateWhile(() => true);
  for (const { documents } of project.groups()) {
    for (const { path: home, document } of documents) {
      assert.ok(document instanceof TerraformDocument);
      for (const block of document.blocks) {
        for (let i = 0; i < block.size; i++) {
          const found = block.sourceAt(i);
          assert.ok(found);
          for (const { literal, source } of found.value.segments) note(literal.anchor.path, source);
          note(found.source.path, found.source.range);
          for (const { source } of found.record.ownerText?.segments ?? []) {
            note(home, { start: source.start + found.range.start, end: source.end + found.range.start });
          }
        }
      }
    }
  }
  return spans;
}

describe('what real configurations contain about email', () => {
  it('is read as records, or there is a reason', function () {
    if (!hasCorpus()) {
      sayNoCorpus('whether all records of mail of real configurations are read');
      this.skip();
    }
    this.timeout(60_000);
    const project = new TerraformProject({ ...overlay(FOLDERS), showsAll: true }, (text, origin) =>
      ZoneDocument.read(text, origin),
    );
    const texts = new Map<string, string>();
    for (const folder of FOLDERS) {
      for (const file of corpusFiles(folder)) {
        if (!/\.(?:tf|tfvars|hcl|ya?ml)$/.test(file)) continue;
        const text = readFileSync(path.join(CORPUS, file), 'utf8');
        texts.set(file.slice(folder.length), text);
        if (/\.(?:tf|tfvars)$/.test(file)) project.put(file.slice(folder.length), text);
      }
    }
    const spans = spansOfRecords(project);
    const unread: string[] = [];
    let count = 0;
    for (const [file, text] of texts) {
      for (const { index } of text.matchAll(MAIL)) {
        count++;
        if (spans.get(file)?.some(({ start, end }) => start <= index && index < end) === true) continue;
        const end = text.indexOf('\n', index);
        unread.push(`${file}: ${text.slice(text.lastIndexOf('\n', index) + 1, end < 0 ? undefined : end)}`);
      }
    }
    assert.equal(count, 1122);
    const counts = NOT_READ.map(() => 0);
    const withoutReason: string[] = [];
    for (const line of unread) {
      const reason = NOT_READ.findIndex(({ where }) => where.test(line));
      if (reason < 0) withoutReason.push(line);
      else counts[reason] = (counts[reason] ?? 0) + 1;
    }
    assert.deepEqual(withoutReason, []);
    assert.deepEqual(
      NOT_READ.map(({ why }, i) => `${counts[i]} ${why}`),
      NOT_READ.map(({ why, count: expected }) => `${expected} ${why}`),
    );
  });
});
