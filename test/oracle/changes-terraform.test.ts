import assert from 'node:assert/strict';
import { writeChange } from '../../server/src/analysis/findings/details.ts';
import type { DocumentPath, FileEdit } from '../../server/src/analysis/finding.ts';
import { changesOthers } from '../../server/src/analysis/findings/shared-text.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { isKnown } from '../../server/src/dns/names.ts';
import type { RecordChange } from '../../server/src/records/format.ts';
import { printRdata } from '../../server/src/records/rdata/index.ts';
import type { DnsRecord } from '../../server/src/records/record.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { HOLE } from '../../server/src/text/mapped-text.ts';
import { hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { realConfigurations } from '../harness/terraform-corpus.ts';
import { otherReaders } from './hcl-readers.ts';

/** One record of so many is tried with each change. */
const STEP = 12;

function line({ owner, ttl, type, rdata }: DnsRecord, name = owner, as = type): string {
  // Zones with unknown names are distinguished by numbers, which an edit may change.
  const known = name.replace(new RegExp(`${HOLE}\\d+$`), HOLE);
  return `${known} ${ttl ?? '-'} ${as} ${printRdata(type, rdata)}`;
}

interface Expected {
  readonly change: RecordChange;
  /** The record that comes; none where one only goes. */
  readonly comes: string | undefined;
  readonly goes: boolean;
}

/** Changes of every kind, and what is to become of the record. */
function changesOf(record: DnsRecord): readonly Expected[] {
  const { owner, type, ttl } = record;
  const changes: Expected[] = [{ change: { kind: 'remove' }, comes: undefined, goes: true }];
  if (type === 'TXT')
    changes.push({
      change: { kind: 'set-type', type: 'SPF' },
      comes: line(record, owner, 'SPF'),
      goes: true,
    });
  if (!isKnown(owner) || owner === '') return changes;
  const name = `_new.${owner}`;
  const added = (owned: string, rest: string): string => `${owned} ${ttl ?? '-'} ${rest}`;
  changes.push(
    { change: { kind: 'rename-owner', name }, comes: line(record, name), goes: true },
    {
      change: { kind: 'add', owner: name, type: 'TXT', strings: ['v=DMARC1; p=none'] },
      comes: added(name, 'TXT "v=DMARC1; p=none"'),
      goes: false,
    },
    {
      change: { kind: 'add', owner: name, type: 'CNAME', data: 'target.example.net.' },
      comes: added(name, 'CNAME target.example.net.'),
      goes: false,
    },
    {
      change: { kind: 'add', owner, type: 'TXT', strings: ['new=1'] },
      comes: added(owner, 'TXT "new=1"'),
      goes: false,
    },
  );
  return changes;
}

/** The files of one configuration, by the beginning of their paths. */
function configurationOf(path: DocumentPath): string {
  return /^\/(?:.*?_(?:versions|history)\/|_single\/)?[^/]+\//.exec(path)?.[0] ?? path;
}

function linesOf(made: Workspace, configuration: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const file of made.paths()) {
    if (!file.startsWith(configuration)) continue;
    for (const { record } of made.records(file)) {
      const said = line(record);
      counts.set(said, (counts.get(said) ?? 0) + 1);
    }
  }
  return counts;
}

/** The lines of a record that joins a set: it has the TTL of a record of that. RFC 2181 §5.2. */
function withTtlsOfSet(comes: string, before: ReadonlyMap<string, number>): readonly string[] {
  const [owner = '', , type = ''] = comes.split(' ');
  return [...before.keys()]
    .map((known) => known.split(' '))
    .filter((one) => one[0] === owner && one[2] === type)
    .map(([, ttl = '']) => comes.replace(/^(\S+) \S+/, `$1 ${ttl}`));
}

function more(these: ReadonlyMap<string, number>, those: ReadonlyMap<string, number>): readonly string[] {
  return [...these].flatMap(([said, n]) =>
    Array.from({ length: Math.max(0, n - (those.get(said) ?? 0)) }, () => said),
  );
}

/** Whether other records of the configuration are made of what is changed: then no fix makes the change for one of them. */
function movesOthers(
  made: Workspace,
  path: DocumentPath,
  entry: number,
  edits: readonly FileEdit[],
): boolean {
  const group = made.paths().flatMap((one) => {
    const document = made.documentOf(one);
    return document === undefined || configurationOf(one) !== configurationOf(path)
      ? []
      : { path: one, document };
  });
  const home = group.find((one) => one.path === path);
  const block = home?.document.blocks[0];
  assert.ok(home !== undefined && block !== undefined);
  return changesOthers({ edits }, [{ home, block, entry }], group);
}

function textOf(made: Workspace, path: DocumentPath): string {
  const text = made.textOf(path);
  return text === undefined ? '' : text.slice(0, text.length);
}

function replace(made: Workspace, path: DocumentPath, text: string): void {
  made.edit(path, [{ range: { start: 0, end: textOf(made, path).length }, text }]);
}

describe('changes of records in real configurations', () => {
  it('change that record, and leave valid HCL', async function () {
    if (!hasCorpus()) {
      sayNoCorpus('what changes of records do to real configurations');
      this.skip();
    }
    this.timeout(600_000);
    const made = realConfigurations();
    const refusedBy = await otherReaders();
    const tried: Record<string, number> = {};
    const written: Record<string, number> = {};
    const faults: string[] = [];

    const tryEdits = async (
      record: DnsRecord,
      { change, comes, goes }: Expected,
      edits: readonly FileEdit[],
    ): Promise<void> => {
      const paths = [...new Set(edits.map(({ path }) => path))];
      const texts = new Map(paths.map((path) => [path, textOf(made, path)]));
      const say = (what: string): void => {
        faults.push(`${paths.join(', ')} ${line(record)} ${JSON.stringify(change)}: ${what}`);
      };
      const configuration = configurationOf(paths[0] ?? '');
      const before = linesOf(made, configuration);
      for (const path of paths) {
        const text = texts.get(path) ?? '';
        const now = applyEdits(
          text,
          edits.filter((edit) => edit.path === path),
        );
        const refused = path.endsWith('.tf') ? await refusedBy(text, now) : undefined;
        if (refused !== undefined) say(`${refused} cannot read it`);
        replace(made, path, now);
      }
      const after = linesOf(made, configuration);
      const [gone, come] = [more(before, after), more(after, before)];
      if (gone.join('\n') !== (goes ? line(record) : '')) say(`goes: ${gone.join('\n')}`);
      const wanted = comes === undefined ? [''] : [comes, ...withTtlsOfSet(comes, before)];
      if (!wanted.includes(come.join('\n'))) say(`comes: ${come.join('\n')}`);
      for (const [path, text] of texts) replace(made, path, text);
    };

    let count = 0;
    for (const path of made.paths()) {
      // What was changed and put back is read anew: the places of the records are asked for each time.
      const size = made.documentOf(path)?.blocks[0]?.size ?? 0;
      for (let index = 0; index < size; index++) {
        if (count++ % STEP !== 0) continue;
        const first = made.documentOf(path)?.blocks[0]?.record(index);
        for (const expected of first === undefined ? [] : changesOf(first)) {
          const document = made.documentOf(path);
          const block = document?.blocks[0];
          const record = block?.record(index);
          if (document === undefined || block === undefined || record === undefined) continue;
          const { kind } = expected.change;
          tried[kind] = (tried[kind] ?? 0) + 1;
          const edits = writeChange({ path, document }, block, index, expected.change);
          if (edits === undefined || movesOthers(made, path, record.anchor.id, edits)) continue;
          written[kind] = (written[kind] ?? 0) + 1;
          await tryEdits(record, expected, edits);
        }
      }
    }
    for (const [kind, n] of Object.entries(tried))
      console.log(`      ${kind}: ${written[kind] ?? 0} of ${n}`);
    assert.deepEqual(faults, []);
    for (const kind of Object.keys(tried)) assert.ok((written[kind] ?? 0) > 0, `${kind} is written nowhere`);
  });
});
