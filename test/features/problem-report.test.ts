import assert from 'node:assert/strict';

import { codeOf } from '../../server/src/features/evidence-text.ts';
import { explainBounces } from '../../server/src/features/explain-bounce.ts';
import type { ExplainedBounce } from '../../server/src/features/explain-bounce.ts';
import { withoutPrivateParts } from '../../server/src/features/private-parts.ts';
import { identifiesMessage, problemReport } from '../../server/src/features/problem-report.ts';
import { problemReportText } from '../../server/src/features/reports/problem-report.ts';
import { workspace } from '../harness/workspace.ts';
import { FIXTURES } from '../senders/container-lines.ts';

const PATH = 'internal/zones/secret.zone';

function zone(): ReturnType<typeof workspace> {
  const made = workspace();
  made.add(
    PATH,
    '$ORIGIN example.com.\n$TTL 3600\n@ IN SOA ns1 h 1 3600 600 864000 300\n@ IN TXT "v=spf1 mx -all"\n',
  );
  return made;
}

interface Texts {
  readonly ownIt: string;
  readonly postmaster: string;
}

function reportsIn(text: string): readonly (Texts & { readonly bounce: ExplainedBounce })[] {
  const made = zone();
  return explainBounces(text, () => made).map((bounce) => {
    const report = problemReport(bounce, { workspace: made, nameOf: String, count: 1 });
    const ownIt = problemReportText(report, 'own-it');
    const postmaster = problemReportText(report, 'postmaster');
    return { bounce, ownIt, postmaster };
  });
}

/** What a container says of a message, each with the two reports that have to show it. */
function factsOf({ evidence, ...bounce }: ExplainedBounce): readonly (string | undefined)[] {
  const { envelopeFrom, headerFrom } = evidence;
  const texts = evidence.kind === 'authentication' ? undefined : evidence;
  const failed = evidence.kind === 'bounce' ? evidence : undefined;
  return [
    codeOf({ ...bounce, evidence }),
    texts?.time?.value,
    envelopeFrom?.value,
    headerFrom?.value,
    texts?.recipient?.value,
    failed?.queueId?.value,
    failed?.messageId?.value,
    failed?.remoteMta?.value,
  ];
}

describe('a report about mail that did not arrive', () => {
  for (const [name, text] of FIXTURES) {
    it(`has the data of the message in ${name}, for your own IT and for the postmaster`, () => {
      const reports = reportsIn(text);
      assert.ok(reports.length > 0);
      for (const { bounce, ownIt, postmaster } of reports) {
        for (const fact of factsOf(bounce)) {
          if (fact === undefined) continue;
          assert.ok(ownIt.includes(fact), `own IT lacks ${fact}`);
          assert.ok(postmaster.includes(fact), `the postmaster lacks ${fact}`);
        }
        for (const report of [ownIt, postmaster]) assert.match(report, /^Meaning {8}\S/m);
      }
    });
  }

  it('is shown for each message with more data than the reply', () => {
    const isShown = (text: string): readonly boolean[] =>
      explainBounces(text, () => workspace()).map(identifiesMessage);
    for (const [name, text] of FIXTURES) {
      if (name !== 'two-replies.txt') assert.ok(isShown(text).some(Boolean), name);
    }
    assert.deepEqual(isShown('550 5.1.1 <user@example.net>: User unknown'), [false]);
  });

  it('shows whether a time has a time zone', () => {
    for (const { bounce, postmaster } of FIXTURES.flatMap(([, text]) => reportsIn(text))) {
      const time = bounce.evidence.kind === 'authentication' ? undefined : bounce.evidence.time;
      if (time === undefined) continue;
      assert.match(postmaster, /^Time .*(?:Z|UTC|[+-]\d{4}|\(no time zone given\))$/m);
    }
  });

  it('leaves the recipient in the reply, however it is quoted', () => {
    for (const quoted of [
      "'user@example.org'",
      '`user@example.org`',
      'rcpt=user@example.org',
      'user@example.org.',
    ]) {
      const text = withoutPrivateParts(`550 ${quoted} is unknown`, {
        mailboxes: new Set(['user@example.org']),
        ownHosts: new Set(),
      });
      assert.equal(text, `550 ${quoted} is unknown`);
    }
    const other = withoutPrivateParts("550 'boss@example.org' is unknown", {
      mailboxes: new Set(['user@example.org']),
      ownHosts: new Set(),
    });
    assert.doesNotMatch(other, /boss/);
  });

  it('keeps private parts from both readers, and internal names and paths from the postmaster', () => {
    let count = 0;
    for (const [name, text] of FIXTURES) {
      const subjects = [
        ...text.matchAll(/^(?:Subject:|Betreff:|Objet:)[ \t]*(\S.{3,})$|"subject": ?"([^"]{4,})"/gim),
      ]
        .map((match) => match[1] ?? match[2] ?? '')
        .filter((subject) => !/undeliver|returned|report|failure|Unzustellbar|notification/i.test(subject));
      const all = reportsIn(text);
      for (const { bounce, ownIt, postmaster } of all) {
        for (const subject of subjects) {
          assert.ok(!ownIt.includes(subject), `${name}: own IT has the subject "${subject}"`);
          assert.ok(!postmaster.includes(subject), `${name}: the postmaster has the subject "${subject}"`);
          count++;
        }
        const { evidence } = bounce;
        assert.doesNotMatch(postmaster, /\b(?:192\.168|10\.\d+|172\.(?:1[6-9]|2\d|3[01]))\.\d+/, name);
        assert.ok(!postmaster.includes(PATH), name);
        if (evidence.kind !== 'bounce') continue;
        const { reportingMta, remoteMta } = evidence;
        if (reportingMta !== undefined && reportingMta.value !== remoteMta?.value)
          assert.ok(!postmaster.includes(reportingMta.value), `${name}: ${reportingMta.value}`);
        const own = [evidence.recipient, evidence.envelopeFrom, evidence.headerFrom].map((one) =>
          one?.value.toLowerCase(),
        );
        for (const other of all) {
          const recipient =
            other.bounce.evidence.kind === 'bounce' ? other.bounce.evidence.recipient : undefined;
          const value = recipient?.value.toLowerCase();
          if (value === undefined || own.includes(value)) continue;
          assert.ok(
            !postmaster
              .toLowerCase()
              .split(/[\s<>:,;]+/)
              .includes(value),
            `${name}: ${value}`,
          );
        }
      }
    }
    assert.ok(count > 0, 'no fixture has a subject: the property would hold of nothing');
  });

  it('has the record, the edit and the test results for your own IT, and only the results for the postmaster', () => {
    const [reports] = reportsIn('550 5.7.23 SPF fail: domain example.com, ip=198.51.100.7');
    assert.match(reports?.ownIt ?? '', /^Record +internal\/zones\/secret\.zone:4 example\.com TXT$/m);
    assert.match(reports?.ownIt ?? '', /^Edit +If 198\.51\.100\.7 is yours: add "ip4:198\.51\.100\.7"$/m);
    assert.match(reports?.ownIt ?? '', /^ +@ IN TXT "v=spf1 mx ip4:198\.51\.100\.7 -all"$/m);
    for (const report of [reports?.ownIt ?? '', reports?.postmaster ?? ''])
      assert.match(
        report,
        /^Simulation +SPF of example\.com for 198\.51\.100\.7: fail; DMARC: none \(with our records\)$/m,
      );
    assert.doesNotMatch(reports?.postmaster ?? '', /^(?:Record|Edit|To do|Likely cause)/m);
  });

  it('replaces what the postmaster may not read in the words of the reply', () => {
    const [reports] = reportsIn(
      '550 5.7.1 Rejected for user@example.net and boss@example.org from 10.1.2.3 via ex01.corp.local. Subject: Layoffs in May',
    );
    assert.match(
      reports?.postmaster ?? '',
      /^Reply +550 5\.7\.1 Rejected for user@example\.net and \[other address\] from \[internal address\] via \[our server\]\. \[…\]$/m,
    );
    assert.doesNotMatch(reports?.ownIt ?? '', /Layoffs/);
    assert.match(reports?.ownIt ?? '', /ex01\.corp\.local/);
  });
});
