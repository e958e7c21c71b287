import assert from 'node:assert/strict';
import { hoverAt } from '../../../server/src/features/hover.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { findingsOf, workspace } from '../../harness/workspace.ts';
import type { WorkspaceOptions } from '../../harness/workspace.ts';

const ZONE = `$ORIGIN example.com.
@ 3600 IN SOA ns1 hostmaster 1 7200 3600 1209600 3600
@ NS ns1
ns1 A 192.0.2.53
@ MX 10 mail
@ MX 20 backup.example.net.
mail A 192.0.2.25
_mta-sts TXT "v=STSv1; id=1"
mta-sts A 192.0.2.80
`;
const POLICY = 'version: STSv1\nmode: enforce\nmx: mail.example.com\nmax_age: 604800\n';
const PATH = 'www/mta-sts.example.com/.well-known/mta-sts.txt';

function both(path: string, options: WorkspaceOptions = {}): Workspace {
  const made = workspace(options);
  assert.ok(made.add('example.com.zone', ZONE, { format: 'zone' }));
  assert.ok(made.add(path, POLICY));
  return made;
}

const messages = (made: Workspace, path: string): readonly string[] =>
  findingsOf(made, path).map(({ rule, severity, message }) => {
    const quoted = Array.from(message.matchAll(/"([^"]*)"/g), ([, words = '']) => words);
    return `${severity} ${rule} ${quoted.find((words) => words !== 'mx') ?? ''}`;
  });
const MISSING = ['error mta-sts-policy-mx-mismatch backup.example.net'];

describe('a policy file in the workspace', () => {
  it('is compared with the MX of the domain that its folder is named after', () => {
    assert.deepEqual(messages(both(PATH), PATH), MISSING);
    assert.deepEqual(
      messages(both('mta-sts.example.com/mta-sts.txt'), 'mta-sts.example.com/mta-sts.txt'),
      MISSING,
    );
  });

  it('is compared with the MX of the domain in the settings', () => {
    const path = 'public/.well-known/mta-sts.txt';
    assert.deepEqual(messages(both(path, { origin: 'example.com' }), path), MISSING);
  });

  it('is not compared with any domain if none is known', () => {
    for (const path of [
      'mta-sts.txt',
      'mta-sts/mta-sts.txt',
      'mta-sts.local/mta-sts.txt',
      'xmta-sts.example.com/mta-sts.txt',
    ]) {
      assert.deepEqual(messages(both(path), path), []);
    }
  });

  it('reports nothing about an unknown MX', () => {
    const made = workspace();
    made.add(PATH, POLICY);
    assert.deepEqual(messages(made, PATH), []);
  });

  it('is not part of the zone of its domain', () => {
    const made = both(PATH);
    assert.deepEqual([...made.records(PATH)], []);
    assert.equal(made.facts.ask('example.com', 'MX').status, 'data');
    assert.equal(made.formatOf(PATH), 'mta-sts');
    const alone = workspace();
    alone.add('example.com.zone', ZONE, { format: 'zone' });
    assert.deepEqual(messages(made, 'example.com.zone'), messages(alone, 'example.com.zone'));
  });

  it('is checked again when it is edited, and when the MX is', () => {
    const made = both(PATH);
    assert.deepEqual(messages(made, PATH), MISSING);
    const end = POLICY.indexOf('\nmax_age');
    made.edit(PATH, [{ range: { start: end, end }, text: '\nmx: *.example.net' }]);
    assert.deepEqual(messages(made, PATH), []);
    assert.equal(made.textOf(PATH)?.lineCount, 6);
    const at = ZONE.indexOf('backup.example.net.');
    made.edit('example.com.zone', [{ range: { start: at, end: at + 'backup'.length }, text: 'a.b' }]);
    assert.deepEqual(messages(made, PATH), ['error mta-sts-policy-mx-mismatch a.b.example.net']);
    made.remove('example.com.zone');
    assert.deepEqual(messages(made, PATH), []);
  });

  it('gives warnings with "testing", and none with "none"', () => {
    const made = both(PATH);
    made.add(PATH, POLICY.replace('enforce', 'testing'));
    assert.deepEqual(messages(made, PATH), [
      'info mta-sts-testing mode: testing',
      MISSING[0]?.replace('error', 'warning'),
    ]);
    made.add(PATH, POLICY.replace('enforce', 'none'));
    assert.deepEqual(messages(made, PATH), []);
  });

  it('has hovers', () => {
    assert.match(hoverAt(both(PATH), PATH, POLICY.indexOf('max_age'))?.text.source ?? '', /in seconds/);
  });
});
