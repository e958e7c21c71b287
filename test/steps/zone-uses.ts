import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { formatRange } from '../../server/src/features/format.ts';
import { hoverAt } from '../../server/src/features/hover.ts';
import { spfHints } from '../../server/src/features/spf-hints.ts';
import { spfLenses } from '../../server/src/features/spf-lenses.ts';
import { symbolsOf } from '../../server/src/features/symbols.ts';
import { fixWorkspace } from '../../server/src/hosts/cli/fix.ts';
import { printRdata } from '../../server/src/records/rdata/index.ts';
import type { Shape } from '../harness/shape.ts';

/** A hostile zone file of any size, or several files. The first path is that of the file that is looked at. */
export interface HostileZone {
  readonly name: string;
  /** See `Shape`. */
  readonly from?: number;
  /** Files by path; those whose path ends in `.inc` are there to be included. */
  readonly files: (n: number) => Readonly<Record<string, string>>;
}

/** As many places of a file as its features are asked about. */
const PLACES = 5;
/** As many findings as an editor shows by default. */
const SHOWN = 500;

/** The file in each of the ways in which it is used. */
export function usesOf({ name, files, from = 32 }: HostileZone): readonly Shape[] {
  const use = (how: string, prepare: Shape['prepare'], times = 1): Shape => ({
    name: `${name}: ${how}`,
    from: times * from,
    prepare,
  });
  return [
    use('check', (n) => {
      const given = files(n);
      return () => checkAll(open(given, true));
    }),
    use('edit', (n) => {
      const made = open(files(n), false);
      const [path = ''] = made.paths();
      look(made, path);
      return () => {
        made.edit(path, [{ range: { start: 0, end: 0 }, text: 'x' }]);
        look(made, path);
      };
    }),
    use(
      'format',
      (n) => {
        const made = open(files(n), false);
        const [path = ''] = made.paths();
        const within = { start: 0, end: made.textOf(path)?.length ?? 0 };
        // With tabs, nearly every line of each shape changes.
        return () => formatRange(made, path, within, { insertSpaces: false, tabSize: 8 });
      },
      4,
    ),
    use(
      'fix',
      (n) => {
        const made = open(files(n), false);
        return () => fixWorkspace(made, { safe: true, rules: new Set(), files: new Set(made.paths()) });
      },
      2,
    ),
  ];
}

function open(files: Readonly<Record<string, string>>, isStatic: boolean): Workspace {
  const made = createWorkspace({
    include: (target) => {
      const text = files[target];
      return text === undefined ? undefined : { path: target, text };
    },
    originOf: () => undefined,
    severityOf: () => undefined,
    isStatic,
  });
  for (const [path, text] of Object.entries(files)) {
    if (!path.endsWith('.inc')) made.add(path, text, { format: 'zone' });
  }
  return made;
}

/** As the command line does, with every finding's fixes and all records. */
function checkAll(made: Workspace): void {
  for (const path of made.paths()) {
    for (const finding of made.findingsInTurn(path)) made.detailsOf(path, finding);
    for (const { record } of made.records(path)) printRdata(record.type, record.rdata);
  }
}

/** As an editor does after each key: what it shows of the file, and of some places of it. */
function look(made: Workspace, path: string): void {
  made.findings(path, SHOWN);
  symbolsOf(made, path);
  const lenses = spfLenses(made, path);
  const length = made.textOf(path)?.length ?? 0;
  spfHints(made, path, { start: 0, end: length });
  for (const { start } of lenses.slice(0, PLACES)) hoverAt(made, path, start);
  for (let i = 0; i < PLACES; i++) {
    const at = Math.floor((length * (i + 0.5)) / PLACES);
    hoverAt(made, path, at);
  }
}
