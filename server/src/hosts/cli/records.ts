import type { DocumentPath } from '../../analysis/finding.ts';
import { formatOf } from '../../analysis/input/formats.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { showName } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { plain } from '../../features/reports/paint.ts';
import { printRdata } from '../../records/rdata/index.ts';
import { ownerAsTyped, rdataAsTyped } from '../../records/typed-case.ts';
import type { RecordsCommand } from './arguments.ts';
import { documentProblems, sortProblems } from './document-problems.ts';
import type { ExitStatus } from './exit-status.ts';
import { gatherInputs } from './inputs.ts';
import type { Inputs } from './inputs.ts';
import { emptySearchNotes, loadWorkspace } from './load.ts';
import { openOutput } from './output.ts';
import type { Output } from './output.ts';
import { silentProgress } from './progress.ts';
import { reportProblems } from './reporters/problems.ts';
import { reportRecordsAsJson, SHOWN_HOLE } from './reporters/records-json.ts';
import { reportUnread } from './reporters/unread-text.ts';
import { gatherUnread } from './unread.ts';
import { terminalAt } from './terminal.ts';
import { printable, printableLines } from '../../text/printable.ts';

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
    reportRecordsAsJson({ workspace, paths, unread, problems, nameOf: inputs.nameOf }, out);
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
    reportUnread(
      { unread, textOf: (path) => workspace.textOf(path) },
      errors,
      { paint: plain, nameOf: inputs.nameOf },
      false,
    );
  errors.flush();
  return problems.some(({ fatal }) => fatal) ? 2 : 0;
}

/** Writes one record per line, with absolute names in the case of the file. If there are several files, each has a heading. */
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
      // A record without an owner name of its own has that of the previous record, in the same case.
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
