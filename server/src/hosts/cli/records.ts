import type { DocumentPath } from '../../analysis/finding.ts';
import { formatOf } from '../../analysis/input/formats.ts';
import type { PlacedRecord, Workspace } from '../../analysis/workspace.ts';
import { isKnown, isUnknownOrigin, labelsOf, showName } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { plain } from '../../features/reports/paint.ts';
import { printRdata } from '../../records/rdata/index.ts';
import type { DnsRecord } from '../../records/record.ts';
import { ownerAsTyped, rdataAsTyped } from '../../records/typed-case.ts';
import { HOLE } from '../../text/mapped-text.ts';
import type { RecordsCommand } from './arguments.ts';
import type { ExitStatus } from './exit-status.ts';
import { gatherInputs } from './inputs.ts';
import type { Inputs } from './inputs.ts';
import { documentProblems, emptySearchNotes, loadWorkspace, sortProblems } from './load.ts';
import { openOutput } from './output.ts';
import type { Output } from './output.ts';
import { silentProgress } from './progress.ts';
import { jsonProblem, jsonRange, jsonText, jsonUnread, writeList } from './reporters/json.ts';
import { reportProblems } from './reporters/problems.ts';
import { reportUnread } from './reporters/unread-text.ts';
import { gatherUnread } from './unread.ts';
import { terminalAt } from './terminal.ts';
import { printable, printableLines } from '../../text/printable.ts';

const SHOWN_HOLE = '${…}';
const HELD_BACK = 64 * 1024 * 1024;

/** `mailtxt records` */
export async function runRecords(command: RecordsCommand): Promise<ExitStatus> {
  const inputs = await gatherInputs(command, silentProgress);
  const { workspace, paths, problems: loadProblems } = loadWorkspace(inputs, silentProgress);
  const problems = sortProblems([
    ...inputs.problems,
    ...loadProblems,
    ...documentProblems({ workspace, paths }),
  ]);

  const unread = gatherUnread(inputs, { workspace, paths }, problems);
  const out = openOutput(1, command.format === 'json' ? HELD_BACK : undefined);
  if (command.format === 'zone') {
    writeZone(out, workspace, paths, inputs);
  } else {
    out.write('{');
    writeList(out, 'records', placedIn(workspace, paths), ({ path, placed }) =>
      jsonRecord(placed, path, workspace, inputs),
    );
    writeList(out, 'unread', unread, (one) => jsonUnread(one, workspace, inputs.nameOf));
    out.write(`"problems":${jsonText(problems.map((problem) => jsonProblem(problem, inputs.nameOf)))}}\n`);
  }
  out.flush();

  const errors = openOutput(2);
  const { width } = await terminalAt(2);
  const said = problems.filter(
    ({ fatal, unread: reason }) => fatal || (command.format === 'zone' && reason === undefined),
  );
  reportProblems(said, errors, { paint: plain, width, nameOf: inputs.nameOf });
  for (const note of emptySearchNotes(inputs)) errors.write(`mailtxt: ${printableLines(note)}\n`);
  if (command.format === 'zone')
    reportUnread({ unread, workspace }, errors, { paint: plain, nameOf: inputs.nameOf }, false);
  errors.flush();
  return problems.some(({ fatal }) => fatal) ? 2 : 0;
}

/** One record a line, names absolute and in the letters of the file. Of several files each is headed by its name. */
function writeZone(
  out: Output,
  workspace: Workspace,
  paths: readonly DocumentPath[],
  { nameOf }: Inputs,
): void {
  for (const path of paths) {
    if (!formatOf(workspace.formatOf(path)).holdsRecords) continue;
    if (paths.length > 1) out.write(`; ${printable(nameOf(path))}\n`);
    let last: { readonly owner: DomainName; readonly typed: DomainName } | undefined;
    for (const { record } of workspace.records(path)) {
      if (out.closed) return;
      // A record without an owner of its own has that of the record before it, letters included.
      const inherits = record.ownerText === undefined && last?.owner === record.owner;
      const typed = inherits && last !== undefined ? last.typed : ownerAsTyped(record);
      last = { owner: record.owner, typed };
      const ttl = record.ttl === undefined ? '' : `\t${record.ttl}`;
      const owner = `${showName(typed, SHOWN_HOLE)}.`;
      const rdata = printRdata(record.type, rdataAsTyped(record.rdata));
      const certainty = record.conditional ? '	; not certain' : '';
      out.write(`${owner}${ttl}	IN	${record.type}	${rdata}${certainty}
`);
    }
  }
}

function* placedIn(
  workspace: Workspace,
  paths: readonly DocumentPath[],
): Generator<{ path: DocumentPath; placed: PlacedRecord }> {
  for (const path of paths) {
    for (const placed of workspace.records(path)) yield { path, placed };
  }
}

function jsonRecord(
  { record, range }: PlacedRecord,
  path: DocumentPath,
  workspace: Workspace,
  { nameOf }: Inputs,
): object {
  const { type, ttl, rdata } = record;
  const source = workspace.textOf(path);
  return {
    ...jsonOwner(record.owner),
    type,
    ttl: ttl ?? null,
    ...(rdata.kind === 'text' ? { strings: rdata.strings.map(({ value }) => showHoles(value.text)) } : {}),
    data: printRdata(type, rdata),
    complete: isComplete(record),
    certain: !record.conditional,
    path: nameOf(path),
    ...(source === undefined ? {} : { range: jsonRange(source, range) }),
  };
}

/** `relativeOwner` is the owner as far as it is known where the zone's own name is not: `@` for the zone itself. */
function jsonOwner(owner: DomainName): { owner: string | null; relativeOwner?: string } {
  const labels = labelsOf(owner);
  if (!isUnknownOrigin(labels.at(-1) ?? '')) return { owner: showName(owner, SHOWN_HOLE) };
  return {
    owner: null,
    relativeOwner: labels.length === 1 ? '@' : showName(labels.slice(0, -1).join('.'), SHOWN_HOLE),
  };
}

function isComplete({ owner, rdata }: DnsRecord): boolean {
  if (!isKnown(owner)) return false;
  switch (rdata.kind) {
    case 'text':
      return rdata.value.complete;
    case 'fields':
      return rdata.fields.every(({ value }) => !value.includes(HOLE));
    case 'opaque':
      return !rdata.text.includes(HOLE);
  }
}

function showHoles(text: string): string {
  return text.replaceAll(HOLE, SHOWN_HOLE);
}
