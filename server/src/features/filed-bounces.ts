import type { DocumentPath, Finding, RelatedPlace } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { DomainName } from '../dns/names.ts';
import { findRule } from '../rules/find-rule.ts';
import type { DeliveryEvidence } from '../senders/bounces/model.ts';
import type { DnsFixable, RecordsAbout } from '../senders/replies/model.ts';
import { rangeOf } from '../text/range.ts';
import type { Range } from '../text/range.ts';
import type { SourceText } from '../text/source-text.ts';
import { canDns } from './can-dns.ts';
import { domainAsked, isGrave } from './bounce-records.ts';
import { traceBounces, understandBounces } from './explain-bounce.ts';
import type { ExplainedBounce, UnderstoodBounce } from './explain-bounce.ts';
import type { ExplainedCause } from './explained-cause.ts';
import { codeOf } from './evidence-text.ts';

/** A file of the workspace with a bounce or log lines, and what was read from it. */
export interface BounceFile {
  readonly path: DocumentPath;
  readonly text: SourceText;
  readonly evidence: readonly DeliveryEvidence[];
}

/**
 * The explanation of a reply in such a file. It is not a fault of a record, so no rule reports it and no check fails because of
 * it.
 */
export interface BounceFinding {
  readonly path: DocumentPath;
  /** The range of the code, or otherwise of the words. */
  readonly range: Range;
  /** The text of the explanation. */
  readonly id: string;
  readonly dnsFixable: DnsFixable;
  readonly message: string;
  /** The records that it points to. */
  readonly related: readonly RelatedPlace[];
}

export interface FiledBounces {
  /** The explanations by file and place. */
  readonly findings: readonly BounceFinding[];
  /** The bounces that explain a finding on a record. */
  readonly seenIn: (finding: Finding) => readonly RelatedPlace[];
}

/** A link from a record to a bounce. */
interface Lead {
  readonly about: RecordsAbout;
  readonly rules: ReadonlySet<string>;
  readonly place: RelatedPlace;
}

/** Replies to examine: the last ones of each file, and of all files. A log can have millions, and the newest ones matter. */
const MAX_OF_FILE = 200;
/** Replies to show for all files together. */
const MAX_ANSWERS = 1000;
/** Kinds of replies to show for one file. */
const MAX_KINDS = 20;
/** Related places of a finding: where else it was seen. */
const MAX_SEEN = 3;

/** The meaning of the bounces in the files of a workspace, and the findings that they point to. */
export function filedBounces(files: readonly BounceFile[], workspace: Workspace): FiledBounces {
  const findings: BounceFinding[] = [];
  const leads = new Map<DomainName, Lead[]>();
  let left = MAX_ANSWERS;
  for (const file of files) {
    if (left <= 0) break;
    left -= Math.min(file.evidence.length, MAX_OF_FILE);
    const kinds = kindsIn(file);
    const traced = traceBounces(
      kinds.map(({ bounce }) => bounce),
      () => workspace,
      'named',
    );
    for (const [i, bounce] of traced.entries()) {
      findings.push(findingOf(file, bounce, kinds[i]?.count ?? 1));
      for (const { owner, lead } of leadsOf(file, bounce)) {
        const known = leads.get(owner);
        if (known === undefined) leads.set(owner, [lead]);
        else known.push(lead);
      }
    }
  }
  findings.sort((a, b) => comparePaths(a.path, b.path) || a.range.start - b.range.start);
  return { findings, seenIn: (finding) => seenIn(finding, leads) };
}

interface BounceKind {
  readonly bounce: UnderstoodBounce;
  readonly count: number;
}

const KINDS = new WeakMap<BounceFile['evidence'], readonly BounceKind[]>();

/** The replies of a file that have a meaning. Replies with the same meaning and sending domain are reported once. */
function kindsIn({ evidence: all }: BounceFile): readonly BounceKind[] {
  const known = KINDS.get(all);
  if (known !== undefined) return known;
  const kinds = new Map<string, BounceKind>();
  for (const bounce of understandBounces(all.slice(-MAX_OF_FILE))) {
    const { explanation, evidence, party } = bounce;
    const isPass = evidence.kind === 'authentication' && evidence.result === 'pass';
    // A success or a report does not require a change of a record. What a failure report found is separate evidence.
    if (isPass || evidence.kind === 'notice' || explanation.id === 'unknown' || explanation.fault === 'none')
      continue;
    const key = [explanation.id, codeOf(bounce), party.envelopeDomain, party.fromDomain].join(' ');
    const before = kinds.get(key);
    kinds.set(key, before === undefined ? { bounce, count: 1 } : { ...before, count: before.count + 1 });
  }
  const shown = [...kinds.values()].slice(0, MAX_KINDS);
  KINDS.set(all, shown);
  return shown;
}

function findingOf(file: BounceFile, bounce: ExplainedBounce, count: number): BounceFinding {
  const { explanation, causes } = bounce;
  const trial = causes.find(({ trial: tried }) => tried !== undefined)?.trial;
  const parts = [
    explanation.meaning,
    ...(count === 1 ? [] : [countText(count, file)]),
    `Can DNS fix this? ${canDns(explanation)}`,
    ...(trial === undefined ? [] : [trial.text]),
  ];
  const related = new Map<string, RelatedPlace>();
  for (const { records, ownerIsCertain } of causes.filter(isPossible)) {
    for (const { owner, type, path, range } of ownerIsCertain ? records : []) {
      related.set(`${path} ${range.start}`, { message: `${owner} ${type}`, path, range });
    }
  }
  return {
    path: file.path,
    range: evidenceRange(file, bounce.evidence),
    id: explanation.id,
    dnsFixable: explanation.dnsFixable,
    message: parts.join(' '),
    related: [...related.values()],
  };
}

function countText(count: number, { evidence }: BounceFile): string {
  return evidence.length <= MAX_OF_FILE
    ? `This file has ${count} replies like this one.`
    : `Of the last ${MAX_OF_FILE} replies in this file, ${count} are like this one.`;
}

/** Omitted if the records are correct now. */
function isPossible({ trial }: ExplainedCause): boolean {
  return trial?.speaks !== 'refutes';
}

/** `550 5.7.23`, or the first line of the words if there is no code. */
function evidenceRange({ text }: BounceFile, evidence: DeliveryEvidence): Range {
  if (evidence.kind !== 'bounce') return evidence.text.range;
  const { smtp, enhanced, text: words } = evidence.reply;
  if (smtp !== undefined && enhanced !== undefined) {
    const gap = enhanced.range.start - smtp.range.end;
    if (gap >= 0 && gap <= 2) return rangeOf(smtp.range.start, enhanced.range.end);
  }
  const { start, end } = (smtp ?? enhanced ?? words).range;
  const line = text.lineRange(text.offsetToPosition(start).line);
  return rangeOf(start, Math.min(end, line.end));
}

/** A bounce without an explanation, or that no record can fix, points to no record. */
function leadsOf(
  file: BounceFile,
  bounce: ExplainedBounce,
): readonly { readonly owner: DomainName; readonly lead: Lead }[] {
  const { explanation, causes, party, evidence } = bounce;
  if (!explanation.known || explanation.dnsFixable === 'no') return [];
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const place: RelatedPlace = {
    message: [`Seen in bounce ${name}`, codeOf(bounce)].filter((part) => part !== undefined).join(': '),
    path: file.path,
    range: evidenceRange(file, evidence),
  };
  return causes.filter(isPossible).flatMap(({ about, rules, records, ownerIsCertain }) => {
    if (about === undefined || !ownerIsCertain) return [];
    const owners = new Set(records.map(({ owner }) => owner));
    // A finding about a missing record is on another record of the name.
    const domain = domainAsked(about, party);
    if (domain !== undefined) owners.add(domain);
    return [...owners].map((owner) => ({ owner, lead: { about, rules: new Set(rules), place } }));
  });
}

function seenIn(finding: Finding, leads: ReadonlyMap<DomainName, readonly Lead[]>): readonly RelatedPlace[] {
  const places = new Set<RelatedPlace>();
  for (const { about, rules, place } of leads.get(finding.owner ?? '') ?? []) {
    const isOfKind = isGrave(finding) && findRule(finding.rule)?.group === about;
    if (isOfKind || rules.has(finding.rule)) places.add(place);
  }
  return [...places].slice(0, MAX_SEEN);
}

function comparePaths(a: DocumentPath, b: DocumentPath): number {
  return a < b ? -1 : Number(a > b);
}
