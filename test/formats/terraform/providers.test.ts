import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { RECORD_RESOURCES } from '../../../server/src/formats/terraform/providers/table.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import type { DnsRecord } from '../../../server/src/records/record.ts';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../../harness/corpus.ts';
import { configuration, recordsIn } from '../../harness/configuration.ts';
import { findingsOf } from '../../harness/workspace.ts';

interface Case {
  readonly text: string;
  readonly records: readonly string[];
  readonly resources: readonly string[];
}

/** Blocks as the documentation of their providers shows them, below the records that they make: `#= owner TYPE data`. */
function casesOf(file: string): readonly Case[] {
  const fixture = readFileSync(path.join(__dirname, 'fixtures', file), 'utf8');
  return fixture.split(/\n(?=\n#= )/).map((text) => ({
    text,
    records: [...text.matchAll(/^#= (.*)$/gm)].map(([, record = '']) => record),
    resources: [...new Set([...text.matchAll(/^resource "(\w+)"/gm)].map(([, type = '']) => type))].filter(
      (type) => RECORD_RESOURCES.has(type),
    ),
  }));
}

const CASES = casesOf('providers.tf');

function printed({ owner, type, rdata }: DnsRecord): string {
  return `${owner} ${type} ${printRdata(type, rdata)}`;
}

describe('resources that make records', () => {
  for (const { text, records, resources } of CASES) {
    it(resources.join(', '), () => {
      assert.deepEqual(recordsIn(configuration({ 'main.tf': text })).map(printed), records);
    });
  }

  it('are all shown', () => {
    const shown = new Set(CASES.flatMap(({ resources }) => resources));
    assert.deepEqual(
      [...RECORD_RESOURCES.keys()].filter((resource) => !shown.has(resource)),
      [],
    );
  });

  it('are not accused of wrong quotes where nobody says which are right', () => {
    const unsure = CASES.filter(({ resources }) =>
      resources.some((resource) => RECORD_RESOURCES.get(resource)?.isTextSure === false),
    );
    assert.ok(unsure.length > 20);
    for (const value of [
      'v=spf1 mx -all',
      '\\"v=spf1 mx -all\\"',
      '\\"v=spf1 mx \\" \\"-all\\"',
      'v=DMARC1\\\\; p=reject\\\\; rua=mailto:d@example.org',
      `v=spf1 ${'ip4:192.0.2.1 '.repeat(30)}-all`,
    ]) {
      for (const { text } of unsure) {
        const changed = text.replaceAll(/"(?:\\")?v=spf1 mx -all(?:\\")?"/g, `"${value}"`);
        const found = findingsOf(configuration({ 'main.tf': changed }), 'main.tf');
        assert.deepEqual(
          found.map(({ rule }) => rule).filter((rule) => /^tf-|quote|escape|split|leading/.test(rule)),
          [],
          changed,
        );
      }
    }
  });

  it('are read in the examples of their providers', function () {
    if (!hasCorpus()) {
      sayNoCorpus('how providers themselves write records');
      this.skip();
    }
    const unread: string[] = [];
    for (const file of corpusFiles('provider-examples')) {
      if (!file.endsWith('.tf')) continue;
      const text = readCorpus(file);
      const found = recordsIn(configuration({ 'main.tf': text }));
      const made = new Set(found.map(({ publication }) => publication?.by.replace(/^.*\|/, '')));
      for (const [, type = '', name = ''] of text.matchAll(/^resource "(\w+)" "([^"]+)"/gm)) {
        // Its data is in a block of its own, and none for mail.
        if (name.endsWith('_caa')) continue;
        if (RECORD_RESOURCES.has(type) && !made.has(`${type}.${name}`))
          unread.push(`${file} ${type}.${name}`);
      }
    }
    assert.deepEqual(unread, []);
  });
});

describe('modules of registries whose inputs hold records', () => {
  for (const { text, records } of casesOf('modules.tf')) {
    const source = /source\s*=\s*"([^"]+)"/.exec(text)?.[1] ?? '';
    it(source, () => {
      assert.deepEqual(recordsIn(configuration({ 'main.tf': text })).map(printed), records);
    });
  }
});
