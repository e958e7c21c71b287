import assert from 'node:assert/strict';
import { declareNote } from '../../server/src/hosts/cli/declare-note.ts';
import { parseConfig } from '../../server/src/analysis/input/config.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { checkedFile } from '../../server/src/hosts/cli/checked-file.ts';
import { LoadedConfig } from '../../server/src/hosts/node/loaded-config.ts';
import { zone } from '../harness/workspace.ts';

const SETTINGS = new LoadedConfig({ path: '/.mailtxt.json', folder: '/', config: parseConfig('{}').config });
const NONE = { nearest: () => undefined, user: undefined };
const SOME = { nearest: () => SETTINGS, user: undefined };

function result(workspace: Workspace): Parameters<typeof declareNote>[0] {
  return { files: workspace.paths().map((path) => checkedFile(path, workspace, [])) };
}

describe('the note that says how to declare senders', () => {
  const mail = zone('@ TXT "v=spf1 -all"\n', 'example.com.zone');

  it('is printed below a check on a terminal', () => {
    assert.match(declareNote(result(mail), NONE, true) ?? '', /"mailtxt senders --init"/);
  });

  it('is only for people, and not in the log of a build', () => {
    assert.equal(declareNote(result(mail), NONE, false), undefined);
  });

  it('is gone with any settings file, also an empty one', () => {
    assert.equal(declareNote(result(mail), SOME, true), undefined);
  });

  it('is not for zones without mail', () => {
    assert.equal(declareNote(result(zone('@ TXT "hello"\n', 'example.com.zone')), NONE, true), undefined);
  });
});
