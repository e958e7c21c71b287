import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseIp } from '../../../../server/src/dns/address.ts';
import { checkHost } from '../../../../server/src/email/spf/evaluate/check-host.ts';
import { readSpf } from '../../../../server/src/email/spf/evaluate/select-record.ts';
import type { SpfVerdict } from '../../../../server/src/email/spf/evaluate/verdict.ts';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../../../harness/corpus.ts';
import { readOfficialSuite, readStalwartSuite } from '../../../harness/spf-suite.ts';
import type { SuiteCase } from '../../../harness/spf-suite.ts';

function verdictOf({ ip, mailFrom, helo, facts }: SuiteCase): SpfVerdict {
  const address = parseIp(ip);
  assert.ok(address, `not an address: ${ip}`);
  return checkHost(
    { ip: address, mailFrom, helo },
    { facts, read: readSpf, receiver: 'receiver.example.net' },
  );
}

function checkCase(suiteCase: SuiteCase): void {
  const verdict = verdictOf(suiteCase);
  assert.ok(
    suiteCase.results.includes(verdict.result),
    `${verdict.result} (${verdict.reason?.code ?? 'a term'}), not ${suiteCase.results.join(' or ')}`,
  );
  if (suiteCase.explanation === 'DEFAULT') assert.equal(verdict.explanation, undefined);
  else if (suiteCase.explanation !== undefined) assert.equal(verdict.explanation, suiteCase.explanation);
}

const OFFICIAL = path.join(__dirname, '../../../suites/rfc7208/rfc7208-tests.yml');

/** By file and number: the sentence of the RFC that says otherwise. */
const STALWART_DEVIATIONS: ReadonlyMap<string, string> = new Map([
  [
    'all.yml 1',
    'RFC 7208 §4.6: "If there are any syntax errors anywhere in the record" (ip: is none), permerror',
  ],
  ['basic.yml 9', 'RFC 7208 §4.6.4: "SPF implementations SHOULD limit void lookups to two"; t1.org is none'],
  [
    'basic.yml 14',
    'RFC 7208 §4.6.4: "If this limit is exceeded, the \"mx\" mechanism MUST produce a \"permerror\" result"',
  ],
  [
    'basic.yml 16',
    'RFC 7208 §4.6.4: "SPF implementations SHOULD limit void lookups to two"; h2 to h9 are none',
  ],
  [
    'exists.yml 2',
    'RFC 7208 §5.7: "The resulting domain name is used for a DNS A RR lookup (even when the connection type is IPv6)"',
  ],
]);

describe('check_host()', () => {
  describe('the suite for RFC 7208', () => {
    const cases = readOfficialSuite(readFileSync(OFFICIAL, 'latin1'));
    it('has 203 cases', () => {
      assert.equal(cases.length, 203);
    });
    for (const suiteCase of cases) {
      it(`${suiteCase.section}: ${suiteCase.id}`, () => {
        checkCase(suiteCase);
      });
    }
  });

  describe('the suite of mail-auth', () => {
    if (!hasCorpus()) {
      sayNoCorpus('the suite of mail-auth');
      return;
    }
    for (const file of corpusFiles('spf/stalwart')) {
      for (const suiteCase of readStalwartSuite(readCorpus(file), file.replace(/^.*\//, ''))) {
        const deviation = STALWART_DEVIATIONS.get(suiteCase.id);
        it(deviation === undefined ? suiteCase.id : `${suiteCase.id}, but: ${deviation}`, () => {
          if (deviation === undefined) checkCase(suiteCase);
          else assert.ok(!suiteCase.results.includes(verdictOf(suiteCase).result));
        });
      }
    }
  });
});
