import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { writeChange } from '../../../server/src/analysis/findings/details.ts';
import { alignAssignments } from '../../../server/src/formats/terraform/write/align.ts';
import { RECORD_RESOURCES } from '../../../server/src/formats/terraform/providers/table.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import type { DnsRecord } from '../../../server/src/records/record.ts';
import type { RecordChange } from '../../../server/src/records/format.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { configuration, recordsIn } from '../../harness/configuration.ts';

/** What cannot be added next to a record of the providers' examples, and why. */
const REFUSED: Readonly<Record<string, string>> = {
  'regru_dns_txt_record: add an MX record': 'the table has no resource for MX records of this provider',
  'zone_dns_txt_record: add an MX record': 'the table has no resource for MX records of this provider',
  'ovh_domain_zone_import: add a TXT record at another name': '"${" in a zone file is a template',
  'bluecat_txt_record: add an MX record': 'the table has no resource for MX records of this provider',
};

interface Operation {
  readonly name: string;
  readonly change: RecordChange;
  /** The added record, and whether the changed one is removed. */
  readonly added: string | undefined;
  readonly isGone: boolean;
}

function operationsOn({ owner, type, rdata }: DnsRecord): readonly Operation[] {
  const zone = 'example.org';
  const added = (name: string, change: Extract<RecordChange, { kind: 'add' }>, data: string): Operation => ({
    name,
    change,
    added: `${change.owner} ${change.type} ${data}`,
    isGone: false,
  });
  const strings = ['new=1 "x" ${y}'];
  const operations = [
    added(
      'add a TXT record at another name',
      { kind: 'add', owner: `_new.${zone}`, type: 'TXT', strings },
      '"new=1 \\"x\\" ${y}"',
    ),
    added(
      'add an MX record',
      { kind: 'add', owner, type: 'MX', data: '50 mx.example.com.' },
      '50 mx.example.com.',
    ),
    { name: 'remove', change: { kind: 'remove' } as const, added: undefined, isGone: true },
  ];
  if (rdata.kind === 'text') {
    const value = rdata.value.text;
    const edits = [{ range: { start: 0, end: 1 }, text: 'Q' }];
    const changed = `Q${value.slice(1)}`.replace(/["\\]/g, '\\$&');
    return [
      ...operations,
      added(
        'add a TXT record at the same name',
        { kind: 'add', owner, type: 'TXT', strings: ['new=2'] },
        '"new=2"',
      ),
      { name: 'change a TXT record', change: { kind: 'replace', edits }, added: changed, isGone: true },
    ];
  }
  const [preference, host] = rdata.kind === 'fields' ? rdata.fields : [];
  if (type !== 'MX' || preference === undefined || host === undefined) return operations;
  return [
    ...operations,
    {
      name: 'change a preference',
      change: { kind: 'set-field', field: preference, text: '77' },
      added: `${owner} MX 77 ${host.value}.`,
      isGone: true,
    },
    {
      name: 'change a host',
      change: { kind: 'set-name', field: host, name: 'mx9.example.com' },
      added: `${owner} MX ${preference.value} mx9.example.com.`,
      isGone: true,
    },
    {
      name: 'move',
      change: { kind: 'rename-owner', name: `moved.${zone}` },
      added: `moved.${zone} MX ${preference.value} ${host.value}.`,
      isGone: true,
    },
  ];
}

const said = ({ owner, type, rdata }: DnsRecord): string => `${owner} ${type} ${printRdata(type, rdata)}`;
/** Strings are split according to the service: here they are concatenated before the comparison. */
const joined = (line: string): string => line.replaceAll('" "', '');

function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...lines];
  for (const line of others) {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}

/** The text with the spaces of `terraform fmt`: the fixture does not have them. */
function formatted(text: string): string {
  let depth = 0;
  const lines = text.split('\n').map((line) => {
    const plain = line.replace(/"(?:\\.|[^"\\])*"/g, '').replace(/#.*/, '');
    const closing = /^\s*[\]})]/.test(plain) ? 1 : 0;
    const indented = line.trim() === '' ? '' : '  '.repeat(Math.max(0, depth - closing)) + line.trim();
    depth += (plain.match(/[[({]/g)?.length ?? 0) - (plain.match(/[\])}]/g)?.length ?? 0);
    return indented;
  });
  return alignAssignments(lines.join('\n'));
}

const CASES = readFileSync(path.join(__dirname, 'fixtures/providers.tf'), 'utf8')
  .split(/\n(?=\n#= )/)
  .map((text) => formatted(text.replace(/^#= .*\n/gm, '')));

describe('records of each provider', () => {
  const seen = new Set<string>();
  const refused = new Set<string>();

  for (const text of CASES) {
    const files = { 'main.tf': text };
    const types = [...text.matchAll(/^resource "(\w+)"/gm)].map(([, type = '']) => type);
    const resources = [...new Set(types)].filter((type) => RECORD_RESOURCES.has(type));
    it(resources.join(', '), () => {
      const before = recordsIn(configuration(files)).map(said);
      const made = configuration(files);
      const document = made.documentOf('main.tf');
      const block = document?.blocks[0];
      assert.ok(document && block);
      for (let index = 0; index < block.size; index++) {
        const record = block.record(index);
        if (record === undefined || (record.type !== 'TXT' && record.type !== 'MX')) continue;
        const by: string = document.madeBy(block, index)?.name.split('.').at(-2) ?? '';
        for (const { name, change, added, isGone } of operationsOn(record)) {
          seen.add(by);
          const edits = writeChange({ path: 'main.tf', document }, block, index, change);
          if (edits === undefined) {
            refused.add(`${by}: ${name}`);
            continue;
          }
          const after = applyEdits(text, edits);
          const what: string = `${by}: ${name}\n${after}`;
          const now = recordsIn(configuration({ 'main.tf': after })).map(said);
          const fresh = without(now, before);
          assert.deepEqual(without(before, now), isGone ? [said(record)] : [], what);
          assert.equal(fresh.length, added === undefined ? 0 : 1, what);
          if (added !== undefined)
            assert.ok(joined(fresh[0] ?? '').includes(joined(added)), `${fresh[0]}: ${what}`);
          assert.equal(formatted(after), after, what);
        }
      }
    });
  }

  it('are all changed, or there is a reason', () => {
    const withMail = [...RECORD_RESOURCES.values()].filter(
      ({ type }) => !('is' in type) || type.is === 'TXT' || type.is === 'MX',
    );
    assert.deepEqual(
      withMail.map(({ resource }) => resource).filter((resource) => !seen.has(resource)),
      [],
    );
    assert.deepEqual([...refused].sort(), Object.keys(REFUSED).sort());
  });
});
