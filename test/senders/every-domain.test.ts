import assert from 'node:assert/strict';
import { parseConfig } from '../../server/src/analysis/input/config.ts';
import { sendersOf } from '../../server/src/features/senders.ts';
import { declaredSenders } from '../../server/src/senders/declared.ts';
import { folderWith, mailtxt, removeFolders } from '../cli/run.ts';
import { findingsOf, zone } from '../harness/workspace.ts';

const SOA = '@ SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600\n@ NS ns1.example.net.\n';
const ONE = `${SOA}@ MX 10 mail\nmail A 192.0.2.25\n@ TXT "v=spf1 mx -all"\n`;
const PARKED = `${SOA}@ TXT "v=spf1 -all"\n`;

describe('senders that are declared for every domain', () => {
  const senders = {
    '*': ['google-workspace', { name: 'Relay', ip: ['192.0.2.10'] }],
    'example.com': ['google-workspace', { ip: ['192.0.2.9'] }],
  };
  const made = zone(ONE, 'example.com.zone', {
    beside: { 'example.org.zone': ONE, 'example.net.zone': PARKED },
    senders,
  });

  it('are senders of each domain, once, and not of parked domains', () => {
    const { config, problems } = parseConfig(JSON.stringify({ senders }));
    assert.deepEqual(problems, []);
    const { domains } = sendersOf(made, declaredSenders(config.senders, '.mailtxt.json'));
    assert.deepEqual(
      domains
        .filter((one) => one.senders.length > 0)
        .map((one) => [one.domain, ...one.senders.map(({ sender }) => sender.name).sort()]),
      [
        ['example.com', '192.0.2.9', 'Google Workspace', 'Relay'],
        ['example.org', 'Google Workspace', 'Relay'],
      ],
    );
  });

  it('are checked by the rules', () => {
    const messages = (path: string): readonly string[] =>
      findingsOf(made, path)
        .filter(({ rule }) => rule === 'spf-missing-sending-ip')
        .map(({ message }) => message);
    assert.equal(messages('example.org.zone').filter((one) => one.includes('"Relay"')).length, 1);
    assert.deepEqual(messages('example.net.zone'), []);
  });
});

describe('mailtxt senders of one file', () => {
  after(removeFolders);

  it('shows the domains of that file', () => {
    const cwd = folderWith({
      'example.com.zone': ONE,
      'example.org.zone': ONE,
      '.mailtxt.json': '{"senders":{"*":[{"ip":["192.0.2.10"]}],"example.org":[{"ip":["192.0.2.8"]}]}}',
    });
    const domainsOf = (...args: readonly string[]): readonly string[] => {
      const { stdout } = mailtxt(['senders', '--format', 'json', ...args], { cwd });
      return (JSON.parse(stdout) as { domains: { domain: string }[] }).domains.map(({ domain }) => domain);
    };
    assert.deepEqual(domainsOf('example.com.zone'), ['example.com']);
    assert.deepEqual(domainsOf(), ['example.com', 'example.org']);
  });
});
