import assert from 'node:assert/strict';
import type { RecordChange } from '../../../server/src/records/format.ts';
import { writeChange } from '../../../server/src/analysis/findings/details.ts';
import type { FileEdit } from '../../../server/src/analysis/finding.ts';
import { configuration, recordsIn } from '../../harness/configuration.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';

export type Files = Readonly<Record<string, string>>;

export interface Case {
  readonly what: string;
  /** The one record that is changed: `owner type data`, or the start of that. */
  readonly record: string;
  readonly change: RecordChange;
  readonly files: Files;
  /** The files that change; `undefined` if the change cannot be made. */
  readonly after: Files | undefined;
  /** The new records that replace the removed ones. */
  readonly records?: readonly string[];
}

export function recordLinesOf(files: Files): readonly string[] {
  return recordsIn(configuration(files)).map(
    ({ owner, type, rdata }) => `${owner} ${type} ${printRdata(type, rdata)}`,
  );
}

/** The files after a change. */
export function changed(files: Files, record: string, change: RecordChange): Files | undefined {
  const made = configuration(files);
  for (const path of made.paths()) {
    const document = made.documentOf(path);
    for (const block of document?.blocks ?? []) {
      for (let index = 0; index < block.size; index++) {
        const found = block.record(index);
        if (document === undefined || found === undefined) continue;
        const said = `${found.owner} ${found.type} ${printRdata(found.type, found.rdata)}`;
        if (!said.startsWith(record)) continue;
        const edits = writeChange({ path, document }, block, index, change);
        return edits && applied(files, edits);
      }
    }
  }
  throw new Error(`no record ${record}`);
}

function applied(files: Files, edits: readonly FileEdit[]): Files {
  const paths = [...new Set(edits.map(({ path }) => path))];
  return Object.fromEntries(
    paths.map((path) => [
      path,
      applyEdits(
        files[path] ?? '',
        edits.filter((edit) => edit.path === path),
      ),
    ]),
  );
}

/** The files with Windows line endings. */
export function withCrlf(files: Files | undefined): Files | undefined {
  if (files === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]),
  );
}

/** Checks that each case changes its files as expected, with both kinds of line endings, and that the records are as expected. */
export function checkCases(cases: readonly Case[]): void {
  for (const { what, record, change, files, after, records } of cases) {
    it(what, () => {
      const made = changed(files, record, change);
      assert.deepEqual(made, after);
      assert.deepEqual(changed(withCrlf(files) ?? {}, record, change), withCrlf(after));
      if (after === undefined) return;
      const before = recordLinesOf(files);
      const now = recordLinesOf({ ...files, ...after });
      assert.deepEqual(
        now.filter((line) => !before.includes(line)),
        records,
      );
      const gone = before.filter((line) => !now.includes(line));
      assert.ok(change.kind === 'add' ? gone.length === 0 : gone.length === 1 && gone[0]?.startsWith(record));
    });
  }
}
