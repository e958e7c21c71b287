import assert from 'node:assert/strict';
import { ZoneDocument } from '../../../server/src/formats/zone/document.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { checkInvariants, dump } from '../../formats/zone/reading.ts';
import { zone as workspaceOf } from '../../harness/workspace.ts';
import { mutateSession, readSession } from '../edits.ts';
import type { FuzzEntry } from '../entry.ts';
import { ZONE } from '../mutate/languages.ts';
import { mutateZone, zoneSeeds } from './zone.ts';

const PATH = 'example.com.zone';

function shown(made: Workspace): readonly string[] {
  return made
    .findings(PATH)
    .findings.map((f) => `${f.range.start}-${f.range.end} ${f.severity} ${f.rule} ${f.message}`)
    .sort();
}

/** The same reading and the same findings after edits as for the final text. */
export const zoneEdits: FuzzEntry = {
  name: 'zone-edits',
  extension: 'edits',
  shortRun: 40,
  seeds: zoneSeeds,
  mutate: mutateSession(mutateZone, ZONE.words, PATH),
  check(input) {
    const { files, edits } = readSession(input, PATH);
    const [path = PATH] = Object.keys(files);
    let text = files[path] ?? '';
    const document = ZoneDocument.read(text, 'example.org');
    const made = workspaceOf(text, PATH);
    shown(made);
    for (const edit of edits) {
      if (edit.path !== path) continue;
      document.edit(edit);
      made.edit(PATH, [edit]);
      text = text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end);
      checkInvariants(document, text);
      assert.equal(
        dump(document),
        dump(ZoneDocument.read(text, 'example.org')),
        'edited and read anew differ',
      );
      assert.deepEqual(shown(made), shown(workspaceOf(text, PATH)), 'findings after edits and anew differ');
    }
  },
};
