import assert from 'node:assert/strict';
import { Editor } from './editor.ts';
import { HEAD } from './zones.ts';

const zone = 'file:///zones/example.com.zone';
const policy = 'file:///zones/mta-sts.example.com/.well-known/mta-sts.txt';

describe('a policy file of MTA-STS in an editor', () => {
  let editor: Editor;
  afterEach(async () => editor.close());

  it('is compared with the zone in the editor, and fixed', async () => {
    editor = await Editor.start();
    await editor.open(zone, `${HEAD}@ IN MX 10 mail\nmail IN A 192.0.2.25\n`);
    await editor.open(
      policy,
      'version: STSv1\nmode: enforce\nmx: mail.example.com\nmax_age: 604800\n',
      'plaintext',
    );
    assert.deepEqual(await editor.squiggles(policy), []);
    await editor.replace(zone, 'MX 10 mail', 'MX 10 mail2');
    assert.deepEqual(await editor.squiggles(policy), ['mta-sts-policy-mx-mismatch: mail.example.com']);
    const [action] = await editor.actions(policy, editor.rangeOf(policy, 'mail.example.com'));
    assert.ok(action);
    await editor.choose(action);
    assert.equal(
      editor.textOf(policy),
      'version: STSv1\nmode: enforce\nmx: mail.example.com\nmx: mail2.example.com\nmax_age: 604800\n',
    );
    assert.deepEqual(await editor.squiggles(policy), []);
    const hover = await editor.hover(policy, editor.rangeOf(policy, 'max_age').start);
    assert.match(JSON.stringify(hover), /in seconds/);
    assert.deepEqual(await editor.symbols(policy), []);
  });
});
