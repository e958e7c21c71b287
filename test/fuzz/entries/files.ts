import assert from 'node:assert/strict';
import { StsPolicyDocument } from '../../../server/src/formats/mta-sts/document.ts';
import { looksLikeZone } from '../../../server/src/formats/zone/recognize.ts';
import { readServerConfig } from '../../../server/src/formats/zone/server-config.ts';
import { parseArguments } from '../../../server/src/hosts/cli/arguments.ts';
import { UsageError } from '../../../server/src/hosts/cli/usage-error.ts';
import { workspace } from '../../harness/workspace.ts';
import { checkDocument, checkFeatures, checkRange, placesIn } from '../checks.ts';
import type { FuzzEntry } from '../entry.ts';
import { characters } from '../mutate/characters.ts';
import { ARGUMENTS, POLICY_FILE, SERVER_CONFIG } from '../mutate/languages.ts';
import { several } from '../mutate/mutate.ts';
import { nesting } from '../mutate/nesting.ts';
import { lines, tokens } from '../mutate/tokens.ts';
import { corpusTexts, pageBlocks, projectTexts } from '../seeds.ts';

const NAMED = `options { directory "/etc/bind"; };
view "a" { zone "example.com" IN { type master; file "db.example.com"; }; };
zone "2.0.192.in-addr.arpa" { type primary; file "rev/db.192.0.2"; /* x */ allow-update { none; }; };
include "named.conf.local"; // y
`;
const NSD = `server:
  zonesdir: "/etc/nsd"
pattern:
  name: "p"
  zonefile: "%1/%s.zone"
zone:
  name: "example.com"
  include-pattern: "p"
zone:
  name: example.net
  zonefile: example.net.zone
`;
const KNOT = `template:
  - id: default
    storage: "/var/lib/knot"
    file: "%s.zone"
zone:
  - domain: example.com
  - domain: example.net.
    file: "net"
    template: default
`;

/** Configurations of name servers, each text read as all three. */
export const serverConfig: FuzzEntry = {
  name: 'server-config',
  extension: 'conf',
  shortRun: 700,
  seeds: (withCorpus) => [
    NAMED,
    NSD,
    KNOT,
    ...projectTexts('examples', /\.conf$/),
    ...(withCorpus
      ? [...corpusTexts('realworld', /\.conf(?:\.|$)/), ...corpusTexts('zones-conformance', /\.conf$/)]
      : []),
  ],
  mutate: several([5, tokens(SERVER_CONFIG)], [1, nesting], [2, lines], [3, characters]),
  check(text) {
    for (const name of ['named.conf', 'nsd.conf', 'knot.conf']) {
      const zones = readServerConfig(`/etc/${name}`, text);
      assert.deepEqual(readServerConfig(`/etc/${name}`, text), zones, 'two readings differ');
    }
    looksLikeZone(text);
  },
};

const POLICY_PATH = 'mta-sts.example.com/mta-sts.txt';

/** Policy files of MTA-STS, with everything that an editor shows of them. */
export const policyFile: FuzzEntry = {
  name: 'mta-sts-file',
  extension: 'txt',
  shortRun: 200,
  seeds: () => [
    'version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmx: *.example.net\r\nmax_age: 604800\r\n',
    ...pageBlocks('mta-sts'),
  ],
  mutate: several([5, tokens(POLICY_FILE)], [2, lines], [3, characters]),
  check(text) {
    const document = StsPolicyDocument.read(text, 'mta-sts.example.com');
    for (const block of document.blocks) {
      for (const { range, code } of block.faults) checkRange(range, text.length, code);
    }
    const made = workspace();
    made.add(POLICY_PATH, text);
    checkDocument(made, POLICY_PATH);
    checkFeatures(made, POLICY_PATH, placesIn(text, 8));
  },
};

/** The command line: a command, or one message that says what is wrong. Arguments are separated by NUL. */
export const commandLine: FuzzEntry = {
  name: 'arguments',
  extension: 'arguments',
  shortRun: 1500,
  seeds: () =>
    [
      'check', 'check --quiet a --config=c.json --rule x=off --rule y=hint b --fix --fix-rule z --origin example.com -- --c',
      'check --dns live --resolver [::1]:5353 --record r.json --format json --fail-on never --color', 'records --format zone x', 'senders --init',
      'simulate --ip 192.0.2.1 --from a@example.com --helo mail.example.com --header-from example.com --dkim example.com/s1', 'explain x.eml',
      'rules spf-all-pass', 'lsp --stdio', '--help', '--version', 'explain 550 5.7.1',
    ].map((words) => words.replaceAll(' ', '\0')), // prettier-ignore
  mutate: several([5, tokens(ARGUMENTS)], [2, characters]),
  check(input) {
    const words = input.split('\0');
    try {
      const command = parseArguments(words);
      assert.deepEqual(parseArguments(words), command, 'two readings differ');
    } catch (fault) {
      if (!(fault instanceof UsageError)) throw fault;
      assert.notEqual(fault.message, '', 'a message without words');
    }
  },
};
