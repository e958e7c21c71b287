import assert from 'node:assert/strict';
import { parseConfig } from '../../../server/src/analysis/input/config.ts';
import type { ConfigProblem } from '../../../server/src/analysis/input/config-reader.ts';
import { parseFactsFile, writeFactsFile } from '../../../server/src/analysis/input/facts-file.ts';
import { QUESTION_TYPES } from '../../../server/src/dns/facts.ts';
import { faultOfName } from '../../../server/src/dns/names.ts';
import { declaredSenders } from '../../../server/src/senders/declared.ts';
import { checkLine, checkRange } from '../checks.ts';
import type { FuzzEntry } from '../entry.ts';
import { characters } from '../mutate/characters.ts';
import { JSON_TEXT } from '../mutate/languages.ts';
import { several } from '../mutate/mutate.ts';
import { nesting } from '../mutate/nesting.ts';
import { tokens } from '../mutate/tokens.ts';
import { corpusTexts, pageBlocks, projectTexts } from '../seeds.ts';

const CONFIG = `{
  "rules": {"spf-lookup-limit-near": "off", "spf-all-pass": "error"},
  "dns": {"mode": "off", "resolver": "system", "timeoutMs": 2000},
  "origins": {"zones/db.example": "example.com", "aws_route53_record.mail": "example.net"},
  "senders": {
    "example.com": [
      "google-workspace", // a service
      {"name": "Office relay", "ip": ["192.0.2.10", "2001:db8::/64"]},
      {"name": "Billing", "service": "sendgrid", "envelope": "em123.example.com", "dkim": ["s1"]},
      {"host": "mail.example.com"}
    ],
    "*": ["mailchimp"]
  },
  "reports": ["reports/**/*.{xml,xml.gz,zip}"],
  "bounces": ["bounces/**/*.eml"],
  "ignore": ["vendor/**"],
}
`;

const FACTS = `{ "recorded": "2026-11-23T20:40:00Z",
  "answers": {
    "_spf.example.net. TXT": {"strings": [["v=spf1 ip4:192.0.2.0/24 -all"], ["a", "b\\u00e9"]], "ttl": 300},
    "mail.example.net. A": {"data": ["192.0.2.1"]},
    "mail.example.net. AAAA": {"data": ["2001:db8::1"]},
    "example.net. MX": {"data": ["10 mail.example.net."]},
    "www.example.net. CNAME": {"data": ["example.net."]},
    "_25._tcp.mail.example.net. TLSA": {"data": ["3 1 1 00ff"]},
    "gone.example. TXT": "NXDOMAIN",
    "slow.example.": "TIMEOUT"
  },
  "otherwise": "NXDOMAIN" }
`;

const mutate = several([5, tokens(JSON_TEXT)], [2, nesting], [3, characters]);

function checkProblems(problems: readonly ConfigProblem[], length: number): void {
  for (const { range, message } of problems) {
    checkRange(range, length, 'a problem');
    checkLine(message, 'a problem');
  }
}

/** `.mailtxt.json`. */
export const config: FuzzEntry = {
  name: 'config',
  extension: 'json',
  shortRun: 700,
  seeds: (withCorpus) => [
    CONFIG,
    ...projectTexts('examples', /^\.mailtxt\.json$/),
    ...pageBlocks('json'),
    ...(withCorpus ? corpusTexts('formats', /\.json$/).map((text) => text.slice(0, 4000)) : []),
  ],
  mutate,
  check(text) {
    const read = parseConfig(text);
    checkProblems(read.problems, text.length);
    declaredSenders(read.config.senders, '.mailtxt.json');
    assert.deepEqual(parseConfig(text), read, 'two readings differ');
  },
};

/** A file of DNS answers; what is written of it is read as the same answers. */
export const facts: FuzzEntry = {
  name: 'facts',
  extension: 'json',
  shortRun: 700,
  seeds: () => [FACTS, ...pageBlocks('json')],
  mutate,
  check(text) {
    const { facts: read, problems } = parseFactsFile(text);
    checkProblems(problems, text.length);
    const names = [...text.matchAll(/"([^"\s\\]+)\. [A-Za-z]+"/g)]
      .map(([, name = '']) => name.toLowerCase())
      .slice(0, 8);
    const asked = names
      .filter((name) => /^[\w.-]+$/.test(name) && faultOfName(name) === undefined)
      .flatMap((name) =>
        QUESTION_TYPES.map((type) => ({ question: { name, type }, answer: read.ask(name, type) })),
      );
    const second = parseFactsFile(writeFactsFile(asked, '2026-01-01T00:00:00Z'));
    assert.deepEqual(second.problems, [], 'what is written has problems');
    for (const { question, answer } of asked) {
      const { status } = answer;
      const other = second.facts.ask(question.name, question.type);
      assert.equal(other.status, status, 'what is written is another answer');
      if (status === 'data')
        assert.deepEqual('data' in other && other.data, answer.data, 'what is written is another answer');
    }
  },
};
