import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { faultsOf, read } from './reading.ts';
import { readSuite } from './rfc7208-suite.ts';

const FILE = path.join(__dirname, '../../suites/rfc7208/rfc7208-tests.yml');

/** Tests whose permerror does not come from the text of the domain's own record, and where it does come from. */
const NOT_BY_SYNTAX: Readonly<Record<string, string>> = {
  multitxt1: 'two records, RFC 7208 §4.5',
  multitxt2: 'two records, RFC 7208 §4.5',
  'include-permerror': 'the included record is wrong, RFC 7208 §5.2',
  'include-none': 'the included domain has no record, RFC 7208 §5.2',
  'redirect-none': 'the target has no record, RFC 7208 §6.1',
  'redirect-loop': 'lookup limit, RFC 7208 §4.6.4',
  'include-loop': 'lookup limit, RFC 7208 §4.6.4',
  'mx-limit': 'more than ten MX hosts, RFC 7208 §4.6.4',
  'mech-over-limit': 'lookup limit, RFC 7208 §4.6.4',
  'include-over-limit': 'lookup limit, RFC 7208 §4.6.4',
  'void-over-limit': 'void lookups, RFC 7208 §4.6.4',
};

/** Records that the grammar allows and that cannot be meant. */
const LEGAL_FAULTS: Readonly<Record<string, readonly string[]>> = {
  // Such a sender counts as IPv4: RFC 7208 §5.
  'ip4-mapped-ip6': ['ip6-mapped "::FFFF:1.2.3.4" (legal)'],
  // RFC 7208 leaves open whether a name that cannot be asked for is an error.
  'invalid-domain-empty-label': ['domain-label "mail.example...com" (legal)'],
  'invalid-domain-long': [
    'domain-label "a123456789012345678901234567890123456789012345678901234567890123.example.com" (legal)',
  ],
};

/** Texts that begin like SPF and are used by no test of the syntax, with what is wrong in them. */
const OTHER_FAULTS: Readonly<Record<string, readonly string[]>> = {
  'v=spfl am not an SPF record': [
    'version "v=spfl" (none)',
    'unknown-mechanism "am"',
    'unknown-mechanism "not"',
    'unknown-mechanism "an"',
    'unknown-mechanism "SPF"',
    'unknown-mechanism "record"',
  ],
};

describe('RFC 7208 test suite: syntax', () => {
  const scenarios = readSuite(readFileSync(FILE, 'utf8'));

  it('is read completely', () => {
    assert.equal(scenarios.length, 16);
    assert.equal(
      scenarios.reduce((count, { tests }) => count + tests.length, 0),
      203,
    );
  });

  for (const { description, tests, texts } of scenarios) {
    describe(description, () => {
      for (const test of tests) {
        const records = (texts.get(test.domain) ?? []).filter((text) => /^v=spf1( |$)/i.test(text));
        const [record] = records;
        if (record === undefined) continue;
        const isPermerror = test.results.length === 1 && test.results[0] === 'permerror';
        it(`${test.name}: ${JSON.stringify(record)}`, () => {
          const faults = faultsOf(record);
          if (isPermerror && !Object.hasOwn(NOT_BY_SYNTAX, test.name)) assert.ok(read(record).permerror);
          else assert.deepEqual(faults, LEGAL_FAULTS[test.name] ?? []);
        });
      }
    });
  }

  it('needs every exception that is listed', () => {
    const names = new Set(scenarios.flatMap(({ tests }) => tests.map((test) => test.name)));
    for (const name of [...Object.keys(NOT_BY_SYNTAX), ...Object.keys(LEGAL_FAULTS)])
      assert.ok(names.has(name), name);
  });

  it('also parses values that are not evaluated', () => {
    const seen = scenarios.flatMap(({ texts }) => [...texts.values()].flat());
    for (const [text, faults] of Object.entries(OTHER_FAULTS)) {
      assert.ok(seen.includes(text), text);
      assert.deepEqual(faultsOf(text), faults);
    }
  });
});
