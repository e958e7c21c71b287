import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import type { TextDocumentEdit } from 'vscode-languageserver/node';
import type { GenerateOptionsResult, GenerateResult } from '../../server/src/hosts/lsp/requests.ts';
import { Editor } from './editor.ts';
import { HEAD } from './zones.ts';

const folder = 'file:///mailtxt-example';
const uri = `${folder}/zones/db.example.com`;
const zone = `${HEAD}@ IN MX 10 mail
mail IN A 192.0.2.25
s1._domainkey IN CNAME s1.domainkey.u1.wl1.sendgrid.net.
`;

describe('mailtxt/generate', () => {
  let editor: Editor;
  beforeEach(async () => {
    editor = await Editor.start({ folders: [folder] });
    await editor.open(uri, zone);
  });
  afterEach(async () => editor.close());

  const textDocument = { uri };
  const options = async (of = uri): Promise<GenerateOptionsResult | null> =>
    editor.connection.sendRequest('mailtxt/generateOptions', { textDocument: { uri: of } });
  const generate = async (params: object): Promise<GenerateResult> =>
    editor.connection.sendRequest('mailtxt/generate', { textDocument, domain: 'example.com', ...params });

  it('lists the choices', async () => {
    const found = await options();
    assert.deepEqual(found?.domains, ['example.com']);
    assert.deepEqual(found.kinds.find(({ id }) => id === 'dkim')?.needs, ['selector', 'key']);
    assert.deepEqual(
      found.stages.map(({ tags }) => tags),
      ['p=none', 'p=quarantine; t=y', 'p=quarantine', 'p=reject'],
    );
    assert.deepEqual(found.services[0], {
      id: 'sendgrid',
      name: 'Twilio SendGrid',
      lookups: 2,
      cost: '2 lookups',
      isLikely: true,
    });
    assert.equal(found.services.filter(({ isLikely }) => isLikely).length, 1);
    assert.deepEqual([found.ownLookups, found.maxLookups], [1, 10]);
    assert.equal(await options('untitled:none'), null);
  });

  it('returns the records with the edit that adds them, and changes nothing', async () => {
    const found = await generate({ kind: 'tls-rpt' });
    assert.deepEqual(found.records, [
      {
        owner: '_smtp._tls.example.com',
        type: 'TXT',
        data: '"v=TLSRPTv1; rua=mailto:tls-reports@example.com"',
      },
    ]);
    const [change] = (found.edit?.documentChanges ?? []) as TextDocumentEdit[];
    assert.deepEqual(change?.textDocument, { uri, version: 1 });
    assert.match(
      (change.edits[0] as { newText: string }).newText,
      /^\n_smtp\._tls IN TXT "v=TLSRPTv1; rua=mailto:tls-reports@example\.com"$/,
    );
  });

  it('points to the existing record', async () => {
    await editor.open(
      `${folder}/zones/db.example.net`,
      `${HEAD.replaceAll('example.com', 'example.net')}@ IN TXT "v=spf1 -all"\n`,
    );
    const found = await generate({ kind: 'spf', domain: 'Example.NET.', services: ['google-workspace'] });
    assert.equal(found.edit, null);
    assert.deepEqual(found.records, []);
    const [there] = found.existing;
    assert.equal(there?.data, '"v=spf1 -all"');
    assert.match(there.location?.uri ?? '', /db\.example\.net$/);
  });

  it('rejects a private key', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const found = await generate({ kind: 'dkim', selector: 'mail', key });
    assert.match(found.fault ?? '', /^This is a private key\. It must not be published or pasted anywhere/);
    assert.doesNotMatch(
      JSON.stringify([found, editor.log]),
      new RegExp(key.toString().split('\n')[1] ?? '-'),
    );
  });

  it('reports faults in a request', async () => {
    const faults: readonly (readonly [object, RegExp])[] = [
      [{ kind: 'all' }, /"kind" must be one of spf, dkim/],
      [{ kind: 'spf', services: 'google-workspace' }, /"services" must be a list/],
      [{ kind: 'spf', services: ['no-such-service'] }, /"no-such-service" is not a service/],
      [{ kind: 'dmarc', stage: 'later' }, /"stage"/],
      [{ kind: 'dmarc', reportAddress: 'example.com' }, /not an email address/],
      [{ kind: 'dmarc', domain: 7 }, /must be a string/],
      [{ kind: 'dmarc', domain: 'com' }, /is not a domain that can have mail/],
      [{ kind: 'dkim', selector: 'a b', key: 'x' }, /not a public key/],
      [{ kind: 'parked' }, /accepts mail/],
      [{ kind: 'mta-sts', policyHost: 'https://www.example.com' }, /not a host name/],
    ];
    for (const [params, expected] of faults) {
      const found = await generate(params);
      assert.match(found.fault ?? '', expected);
      assert.equal(found.edit, null);
    }
    assert.match(
      (await generate({ kind: 'spf', textDocument: { uri: 'untitled:x' } })).fault ?? '',
      /no DNS records/,
    );
  });
});
