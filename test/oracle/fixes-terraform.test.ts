import assert from 'node:assert/strict';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import type { DocumentPath, Finding, Fix } from '../../server/src/analysis/finding.ts';
import { printRdata } from '../../server/src/records/rdata/index.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { HOLE } from '../../server/src/text/mapped-text.ts';
import { hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { realConfigurations } from '../harness/terraform-corpus.ts';
import { otherReaders } from './hcl-readers.ts';

const UNKNOWN_ZONE = new RegExp(`${HOLE}\\d+$`);

type Counts = ReadonlyMap<string, number>;

function count(keys: Iterable<string>): Counts {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function more(these: Counts, those: Counts): readonly string[] {
  return [...these].flatMap(([key, n]) =>
    Array.from({ length: Math.max(0, n - (those.get(key) ?? 0)) }, () => key),
  );
}

function* recordsOf(made: Workspace): Iterable<string> {
  for (const file of made.paths()) {
    for (const { record } of made.records(file)) {
      // Zones with unknown names are distinguished by numbers, which an edit may change.
      const owner = record.owner.replace(UNKNOWN_ZONE, HOLE);
      yield `${owner} ${record.ttl ?? '-'} ${record.type} ${printRdata(record.type, record.rdata)}`;
    }
  }
}

/** Which records of a configuration are in one zone with an unknown name, whatever its number. */
function unknownZonesOf(made: Workspace): readonly string[] {
  const zones = new Map<string, string[]>();
  for (const file of made.paths()) {
    const [configuration = ''] = /^\/(?:.*?_versions\/|_single\/)?[^/]+/.exec(file) ?? [];
    for (const { record, range } of made.records(file)) {
      const [number] = UNKNOWN_ZONE.exec(record.owner) ?? [];
      if (number === undefined) continue;
      const records = zones.get(configuration + number) ?? [];
      records.push(`${file} ${range.start} ${record.owner.replace(UNKNOWN_ZONE, '')} ${record.type}`);
      zones.set(configuration + number, records);
    }
  }
  return [...zones.values()].map((records) => records.sort().join('\n')).sort();
}

/** Of several records with one finding at one text, one gives its name to it, now this and now that. */
function* loudIn(made: Workspace): Iterable<string> {
  for (const file of made.paths()) {
    for (const { severity, rule } of made.findings(file).findings)
      if (severity === 'error' || severity === 'warning') yield `${rule} in ${file}`;
  }
}

function replaceAll(made: Workspace, texts: ReadonlyMap<DocumentPath, string>): void {
  for (const [file, text] of texts) {
    made.edit(file, [{ range: { start: 0, end: made.textOf(file)?.length ?? 0 }, text }]);
  }
}

function textOf(made: Workspace, file: DocumentPath): string {
  const source = made.textOf(file);
  return source === undefined ? '' : source.slice(0, source.length);
}

/** What a fix is called that takes a record away. */
const DELETES = /^Delete (?:this|the) /;

/** Rules whose fixes write the same record in another way: the service splits the text where the file does not. */
const WRITE_THE_SAME: ReadonlySet<string> = new Set(['tf-cloudflare-txt-over-255']);

/** The names whose records have the finding. */
function ownersOf(made: Workspace, file: DocumentPath, finding: Finding): ReadonlySet<string> {
  const owners = new Set([finding.owner ?? '']);
  for (const { message } of made.detailsOf(file, finding).related) {
    const owner = / publishes this at (\S+)\.$/.exec(message)?.[1];
    if (owner !== undefined) owners.add(owner);
  }
  return owners;
}

describe('fixes on real configurations', () => {
  it('change only the records with the finding, and cause no new one', async function () {
    if (!hasCorpus()) {
      sayNoCorpus('what fixes do to real configurations');
      this.skip();
    }
    this.timeout(240_000);
    const made = realConfigurations();
    const records = count(recordsOf(made));
    const loud = count(loudIn(made));
    const unknownZones = unknownZonesOf(made);
    assert.ok(unknownZones.length > 50, `only ${unknownZones.length} zones of unknown name`);
    const faults: string[] = [];
    let fixes = 0;

    const refusedBy = await otherReaders();

    const tryFix = async (
      file: DocumentPath,
      finding: Finding,
      fix: Fix,
      owners: ReadonlySet<string>,
    ): Promise<void> => {
      const files = [...new Set(fix.edits.map((edit) => edit.path))];
      const texts = new Map(files.map((one) => [one, textOf(made, one)]));
      const mended = files.map((one) => {
        const edits = fix.edits.filter((edit) => edit.path === one);
        return [one, applyEdits(texts.get(one) ?? '', edits)] as const;
      });
      replaceAll(made, new Map(mended));
      const say = (what: string): void => {
        faults.push(`${file} at ${finding.range.start} ${finding.rule} "${fix.title}": ${what}`);
      };
      for (const [one, after] of mended) {
        const refused = one.endsWith('.tf') ? await refusedBy(texts.get(one) ?? '', after) : undefined;
        if (refused !== undefined) say(`${refused} cannot read ${one}`);
      }
      const stays = made
        .findings(file)
        .findings.some(
          ({ rule, message, range }) =>
            rule === finding.rule && message === finding.message && range.start === finding.range.start,
        );
      if (stays) say('the finding stays');
      for (const one of more(count(loudIn(made)), loud)) say(`new: ${one}`);
      const now = count(recordsOf(made));
      const [gone, come] = [more(records, now), more(now, records)];
      const kept = DELETES.test(fix.title) ? 0 : gone.length;
      if (come.length !== kept) say(`${gone.length} records become ${come.length}`);
      if ((gone.length === 0) !== WRITE_THE_SAME.has(finding.rule)) say(`${gone.length} records are others`);
      for (const record of gone) {
        const [owner = ''] = record.split(' ');
        if (finding.owner !== null && !owners.has(owner)) say(`changes ${record}`);
      }
      replaceAll(made, texts);
    };

    for (const file of made.paths()) {
      for (const finding of made.findings(file).findings) {
        const owners = ownersOf(made, file, finding);
        for (const fix of made.detailsOf(file, finding).fixes) {
          fixes++;
          await tryFix(file, finding, fix, owners);
        }
      }
    }
    console.log(`      ${fixes} fixes tried`);
    assert.ok(fixes > 200, `only ${fixes} fixes`);
    assert.deepEqual(faults, []);
    assert.deepEqual(unknownZonesOf(made), unknownZones);
  });
});
