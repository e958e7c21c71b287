import assert from 'node:assert/strict';
import { parseFactsFile } from '../../../server/src/analysis/input/facts-file.ts';
import { parseIp } from '../../../server/src/dns/address.ts';
import type { ZoneFacts } from '../../../server/src/dns/facts.ts';
import { coveredByIncludes } from '../../../server/src/email/spf/coverage-by-include.ts';
import { checkHost } from '../../../server/src/email/spf/evaluate/check-host.ts';
import { readSpf } from '../../../server/src/email/spf/evaluate/select-record.ts';
import { flattenTerm } from '../../../server/src/email/spf/flatten.ts';
import { lookupTree } from '../../../server/src/email/spf/lookup-tree.ts';
import { simulate } from '../../../server/src/features/simulate.ts';
import { randomWorld } from '../../harness/random-spf.ts';
import type { FuzzEntry } from '../entry.ts';
import { characters } from '../mutate/characters.ts';
import { JSON_TEXT, SPF } from '../mutate/languages.ts';
import { several } from '../mutate/mutate.ts';
import type { Mutate } from '../mutate/mutate.ts';
import { tokens } from '../mutate/tokens.ts';

const DOMAIN = 'd0.example.com';
const SENDERS = ['192.0.2.1', '192.0.2.77', '2001:db8::1', '::ffff:192.0.2.1'].flatMap(
  (ip) => parseIp(ip) ?? [],
);
const MAIL_FROM = [
  `user@${DOMAIN}`,
  '',
  '@',
  `a"@b"@${DOMAIN}`,
  `${'x'.repeat(300)}@${DOMAIN}`,
  'user@h0.example.com',
];
/** RFC 7208 §4.6.4 allows 10 lookups, each with up to 10 addresses of two families, and 10 PTR names. */
const MOST_QUESTIONS = 600;

/** A world of the SPF tests as a file of answers. */
function worldText(seed: number): string {
  const { answers } = randomWorld(seed);
  const written = Object.entries(answers).map(([key, stored]) => {
    const [name = '', type = ''] = key.split(' ');
    if (stored === 'SERVFAIL') return [`${name}. ${type}`, stored];
    if (type === 'TXT') return [`${name}. TXT`, { strings: stored }];
    if (type === 'MX')
      return [
        `${name}. MX`,
        { data: (stored as readonly [number, string][]).map(([p, to]) => `${p} ${to}.`) },
      ];
    const isName = type === 'CNAME' || type === 'PTR';
    return [`${name}. ${type}`, { data: stored.map((one) => (isName ? `${String(one)}.` : String(one))) }];
  });
  return JSON.stringify({ answers: Object.fromEntries(written) as unknown, otherwise: 'NXDOMAIN' }, null, 1);
}

const mutateSpf: Mutate = (input, random, other) => {
  const strings = [...input.matchAll(/"v=spf1[^"\n]*"/g)];
  if (strings.length === 0) return characters(input, random, other);
  const { 0: string, index } = random.pick(strings);
  const text = tokens(SPF)(
    string.slice(1, -1),
    random,
    () => 'v=spf1 include:d1.example.com a:h1.example.com -all',
  );
  return input.slice(0, index) + JSON.stringify(text) + input.slice(index + string.length);
};

/** check_host(), the lookups of a record and its replacements, in an environment that the input describes. */
export const spfEvaluation: FuzzEntry = {
  name: 'spf-evaluation',
  extension: 'json',
  shortRun: 200,
  seeds: () => Array.from({ length: 200 }, (_, seed) => worldText(seed + 1)),
  mutate: several([6, mutateSpf], [2, tokens(JSON_TEXT)], [1, characters]),
  check(input) {
    const known = parseFactsFile(input).facts;
    let questions = 0;
    const facts: ZoneFacts = {
      ask(name, type) {
        questions++;
        return known.ask(name, type);
      },
      setupRecords: () => undefined,
    };
    for (const ip of SENDERS) {
      for (const mailFrom of MAIL_FROM) {
        questions = 0;
        const sender = { ip, mailFrom, helo: 'h0.example.com' };
        const verdict = checkHost(sender, { facts, read: readSpf, trace: true });
        assert.ok(questions <= MOST_QUESTIONS, `check_host asked too often: ${questions} questions`);
        assert.deepEqual(
          checkHost(sender, { facts, read: readSpf, trace: true }),
          verdict,
          'two checks differ',
        );
      }
      simulate(
        {
          ip,
          mailFrom: `user@${DOMAIN}`,
          helo: 'h0.example.com',
          headerFrom: DOMAIN,
          dkim: [{ domain: DOMAIN, selector: 's1' }],
        },
        facts,
      );
    }
    for (const name of [DOMAIN, 'd1.example.com']) {
      const answer = facts.ask(name, 'TXT');
      if (answer.status !== 'data') continue;
      const text = answer.data.map((strings) => strings.join('')).find((one) => /^v=spf1/i.test(one));
      if (text === undefined) continue;
      const tree = lookupTree(readSpf(text), name, { facts, read: readSpf });
      coveredByIncludes(tree);
      for (const term of tree.terms) flattenTerm(term, facts);
    }
  },
};
