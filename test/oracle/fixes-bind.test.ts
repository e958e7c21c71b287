import assert from 'node:assert/strict';
import path from 'node:path';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import type { Finding, Fix } from '../../server/src/analysis/finding.ts';
import { readTextFile } from '../../server/src/hosts/node/text-file.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { CORPUS, hasCorpus, readCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { environment } from '../harness/workspace.ts';
import { askBind, hasBind } from './bind.ts';
import type { BindAnswer } from './bind.ts';

/** Rules of which a fix brings up another finding, or leaves one of the same rule, and why that is right. */
const REVEALS: Readonly<Record<string, string>> = {
  'spf-lookup-limit-near': 'each fix saves one lookup of ten: nine are still near the limit',
  'spf-type99-record': 'nobody asks for type SPF; as TXT the record counts, and is judged',
};

/** Rules whose fixes delete a whole record, which says nothing or what another says. */
const DELETES = new Set(['dkim-policy-record-legacy', 'spf-type99-record', 'zone-duplicate-record']);

interface Zone {
  readonly file: string;
  readonly origin: string;
  readonly text: string;
}

/** The zones that BIND loads, by what it said of them when it was asked. */
function zones(): readonly Zone[] {
  const rows = readCorpus('oracle/ORACLE.tsv').split('\n').slice(2);
  return rows.flatMap((row) => {
    const [file = '', origin = '', verdict] = row.split('\t');
    const read = verdict === 'OK' ? readTextFile(path.join(CORPUS, file)) : undefined;
    return read === undefined || read.kind === 'unreadable' ? [] : [{ file, origin, text: read.text }];
  });
}

function workspaceOf({ file, origin, text }: Zone): ReturnType<typeof createWorkspace> {
  const made = createWorkspace({ ...environment(), originOf: () => origin.replace(/\.$/, '') });
  made.add(file, text, { format: 'zone' });
  return made;
}

function findingsOf(zone: Zone): readonly Finding[] {
  return workspaceOf(zone).findings(zone.file).findings;
}

/** How often each thing is found. The owner is not part of it, because a fix may move a record to its right name. */
function countsOf(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { severity, rule, message } of findings) {
    const key = `${severity} ${rule}: ${message}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function moreThan(
  after: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, number>,
): readonly string[] {
  return [...after].filter(([key, count]) => count > (before.get(key) ?? 0)).map(([key]) => key);
}

/** What is wrong with a fix, if anything is. */
function faultsOf(
  zone: Zone,
  found: readonly Finding[],
  finding: Finding,
  fix: Fix,
  bind: BindAnswer,
): string[] {
  const after = { ...zone, text: applyEdits(zone.text, fix.edits) };
  const faults: string[] = [];
  const [had, has] = [countsOf(found), countsOf(findingsOf(after))];
  const key = `${finding.severity} ${finding.rule}: ${finding.message}`;
  if ((has.get(key) ?? 0) >= (had.get(key) ?? 0)) faults.push('the finding stays');
  if (!(finding.rule in REVEALS)) {
    const loud = moreThan(has, had).filter((one) => /^(?:error|warning)/.test(one));
    faults.push(...loud.map((one) => `new: ${one}`));
  }
  const answer = askBind(after.text, zone.origin);
  if (answer.lines === undefined) return [...faults, `BIND: ${answer.message}`];
  const [before, now] = [new Set(bind.lines), new Set(answer.lines)];
  const gone = [...before].filter((line) => !now.has(line));
  const come = [...now].filter((line) => !before.has(line));
  // One record is changed, added or, by few rules, deleted.
  const isOne =
    gone.length <= 1 && come.length <= 1 && (gone.length <= come.length || DELETES.has(finding.rule));
  if (!isOne)
    faults.push(`BIND sees ${[...gone.map((one) => `-${one}`), ...come.map((one) => `+${one}`)].join('; ')}`);
  const isOf = (line: string): boolean => line.toLowerCase().includes(finding.owner ?? '');
  faults.push(...[...gone, ...come].filter((line) => !isOf(line)).map((line) => `another name: ${line}`));
  return faults;
}

describe('fixes on real zone files', function () {
  this.timeout(300_000);
  before(function () {
    if (hasCorpus() && hasBind()) return;
    sayNoCorpus('fixes on real zone files, which need BIND too,');
    this.skip();
  });

  it('leave a zone that BIND loads, with one record changed, and no new findings', () => {
    const faults: string[] = [];
    let fixes = 0;
    for (const zone of zones()) {
      const bind = askBind(zone.text, zone.origin);
      // Some include files in other folders.
      if (bind.lines === undefined) continue;
      const made = workspaceOf(zone);
      const { findings } = made.findings(zone.file);
      for (const finding of findings) {
        for (const fix of made.detailsOf(zone.file, finding).fixes) {
          fixes++;
          const wrong = faultsOf(zone, findings, finding, fix, bind);
          faults.push(...wrong.map((one) => `${zone.file} ${finding.rule} "${fix.title}": ${one}`));
        }
      }
    }
    console.log(`      ${fixes} fixes tried`);
    assert.ok(fixes > 100, `only ${fixes} fixes`);
    assert.deepEqual(faults, []);
  });
});
