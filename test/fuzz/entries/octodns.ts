import { workspace } from '../../harness/workspace.ts';
import { checkDocument, checkFeatures, placesIn } from '../checks.ts';
import type { FuzzEntry } from '../entry.ts';
import { characters } from '../mutate/characters.ts';
import { SPF, YAML } from '../mutate/languages.ts';
import { several } from '../mutate/mutate.ts';
import { lines, tokens } from '../mutate/tokens.ts';

const PATH = 'example.com.yaml';

const ZONES: readonly string[] = [
  "---\n'':\n  - type: MX\n    values:\n    - exchange: mx.example.net.\n      preference: 10\n  - type: TXT\n    values: [v=spf1 mx +all, 'a;b']\n_dmarc: {type: TXT, value: v=DMARC1\\; p=none}\n",
  "? ''\n: type: TXT\n  ttl: 60\n  value: \"v=spf1 include:a.example\\\n    ~all\"\n'*':\n  type: CNAME\n  value: www.example.com.\n",
  'base: &b\n  type: TXT\n  value: >-\n    v=DKIM1\\;\n    p=MIGf\ns1._domainkey:\n  <<: *b\ns2._domainkey: *b\nbase: {type: A, value: 192.0.2.1}\n',
  'on:\n  type: SRV\n  value: {port: 25, priority: 1, target: mx.example.com, weight: 0}\n010:\n  octodns: {lenient: true}\n  type: TXT\n  value: v=DMARC1; p=reject\n',
];

/** A zone file of octoDNS: rules, fixes and what is shown. */
export const octodns: FuzzEntry = {
  name: 'octodns',
  extension: 'yaml',
  shortRun: 30,
  seeds: () => ZONES,
  mutate: several([4, tokens(YAML)], [2, tokens(SPF)], [3, lines], [3, characters]),
  check: (text) => {
    const made = workspace();
    made.add(PATH, text, { format: 'octodns' });
    checkDocument(made, PATH);
    checkFeatures(made, PATH, placesIn(text, 8));
  },
};
