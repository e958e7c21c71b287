import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Bounce, DeliveryEvidence, LocatedText } from '../../server/src/senders/bounces/model.ts';
import { readEvidence } from '../../server/src/senders/bounces/read.ts';
import type { RefusalCause } from '../../server/src/senders/replies/model.ts';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { explained } from './explained.ts';

const SISIMAI = 'bounces/sisimai';

/** File, and for each recipient `status/reply code/reason`. */
const VERDICTS: readonly (readonly [file: string, verdicts: readonly string[]])[] = readFileSync(
  join(__dirname, 'sisimai-verdicts.tsv'),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [file = '', verdicts = ''] = line.split('\t');
    return [file, verdicts.split(' ')];
  });

/** Where we read other codes than Sisimai, and why. */
const OTHER_CODES: Readonly<Record<string, string>> = {
  'auth-or-relay/lhost-amazonses-17.eml': 'Sisimai takes the code that the answer quotes in <>',
  'auth-or-relay/rhost-messagelabs-01.eml': 'one recipient told twice, once in full',
  'other/lhost-amazonses-02.eml': 'the code stands in the middle of a sentence, before a quotation mark',
  'other/lhost-exchange2007-05.eml': 'the text for people says 441 4.4.1, the field for programs 550 4.4.7',
  'other/lhost-kddi-01.eml': 'no code, and a subject that is not known',
  'other/lhost-messagingserver-10.eml': 'Sisimai leaves out the status 5.1.10',
  'other/lhost-opensmtpd-06.eml': 'Sisimai leaves out the status 4.4.7',
  'other/lhost-opensmtpd-10.eml': 'Sisimai leaves out the status 5.0.0',
  'other/lhost-opensmtpd-15.eml': 'Sisimai leaves out the status 4.4.7',
  'other/lhost-postfix-60.eml': 'Sisimai leaves out the code 554',
  'other/lhost-sendmail-56.eml': 'Sisimai takes the answer to a later command',
  'other/lhost-v5sendmail-04.eml': 'Sisimai takes the second of two codes',
  'other/lhost-v5sendmail-07.eml': 'of three recipients only the one with an answer of its own is read',
  'other/rfc3464-36.eml': '426 is no code of SMTP, and Sisimai leaves it out',
  'other/rfc3834-06.eml': 'an automatic reply, which is no report',
  'other/rhost-cox-01.eml': 'one recipient, whom Sisimai counts twice',
};

/** Reasons that are about a person away or a complaint, not about mail that did not arrive. */
const NO_BOUNCE = new Set(['feedback', 'vacation']);

/** Reasons of Sisimai that are about authentication or relaying, and what we may call them. */
const ALLOWED: Readonly<Record<string, readonly RefusalCause[]>> = {
  authfailure: ['spf', 'dkim', 'dmarc', 'authentication'],
  norelaying: ['relay', 'login'],
  requireptr: ['reverse-dns'],
  blocked: ['blocklist', 'reverse-dns'],
  badreputation: ['blocklist'],
};

/** Where Sisimai's reason and ours differ, and why. */
const OTHER_FAULTS: Readonly<Record<string, string>> = {
  'other/lhost-exim-01.eml': 'asks to use the server of the provider: relaying, not a list',
  'other/lhost-exim-56.eml': 'the account used up its daily quota, which is no relaying refused',
  'other/lhost-postfix-77.eml': 'Amazon SES wants the domain verified, which is no relaying',
  'other/lhost-sendmail-21.eml': 'a connection that was refused',
  'other/lhost-sendmail-56.eml': 'a server that takes no connections',
};

/** Where flufl.bounce finds other recipients, and why. */
const OTHER_RECIPIENTS: Readonly<Record<string, string>> = {
  aol_01: 'a name without a domain',
  llnl_01: 'an address of a person who may help is taken for a recipient too',
  yale_01: 'a name without a domain',
};

/** File, and the ids of the right explanations, as chosen by a person who read it. */
const CAUSES: readonly (readonly [file: string, ids: string])[] = readFileSync(
  join(__dirname, 'sisimai-causes.tsv'),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [file = '', ids = ''] = line.split('\t');
    return [file, ids];
  });

/** Where we say another cause, and why. */
const OTHER_CAUSES: Readonly<Record<string, string>> = {
  'lhost-googlegroups-08': 'in Persian; what would tell stands too far down',
  'lhost-googlegroups-11': 'in Hindi; what would tell stands too far down',
  'rhost-gsuite-01': '"Address rejected" is explained by its code alone',
};

/** Faults that lead people to SPF, DKIM and DMARC. */
const AUTHENTICATION: ReadonlySet<RefusalCause> = new Set(['spf', 'dkim', 'dmarc', 'authentication']);

/** Yahoo rejects with these words because of DMARC and because of content; the explanation covers both. */
const MAY_BE_AUTHENTICATION = new Set([
  'auth-or-relay/lhost-postfix-66.eml',
  'auth-or-relay/lhost-postfix-67.eml',
]);

describe('real bounces', () => {
  before(function () {
    if (hasCorpus()) return;
    sayNoCorpus('reading bounces');
    this.skip();
  });

  it('have the codes that Sisimai assigns: 273 of 289', () => {
    let agreed = 0;
    const deviating: string[] = [];
    for (const [file, verdicts] of VERDICTS) {
      const read = bouncesIn(`${SISIMAI}/${file}`);
      const codes = read.map(({ reply }) => `${reply.enhanced?.value ?? ''}/${reply.smtp?.value ?? ''}`);
      const isNone = verdicts.every((verdict) => NO_BOUNCE.has(reasonOf(verdict)));
      const wanted = isNone ? [] : verdicts.map((verdict) => verdict.slice(0, verdict.lastIndexOf('/')));
      if (codes.sort().join(' ') === wanted.sort().join(' ')) agreed++;
      else deviating.push(file);
    }
    assert.deepEqual(deviating, Object.keys(OTHER_CODES));
    assert.equal(agreed, 273);
  });

  it('that Sisimai classifies as a failure of authentication have this kind, and no others', () => {
    const wrong: string[] = [];
    let failures = 0;
    for (const [file, verdicts] of VERDICTS) {
      const isFailure = verdicts.some((verdict) => reasonOf(verdict) === 'authfailure');
      if (isFailure) failures++;
      const faults = faultsIn(`${SISIMAI}/${file}`);
      const isCalledSo = faults.some((fault) => AUTHENTICATION.has(fault));
      if (isFailure !== isCalledSo && !MAY_BE_AUTHENTICATION.has(file))
        wrong.push(`${file}: ${faults.join(', ')}`);
    }
    assert.deepEqual(wrong, []);
    assert.equal(failures, 11);
  });

  it('about authentication or relaying get the right cause, 103 of 106', () => {
    const wrong = CAUSES.filter(([file, right]) => {
      const found = explained(readCorpus(`${SISIMAI}/auth-or-relay/${file}.eml`));
      const ids = found
        .filter(({ evidence }) => evidence.kind === 'bounce')
        .map(({ explanation }) => explanation.id);
      return [...new Set(ids)].join(' ') !== right;
    }).map(([file]) => file);
    assert.deepEqual(wrong, Object.keys(OTHER_CAUSES));
    assert.equal(CAUSES.length, 106);
  });

  it('that Sisimai classifies as refused to relay, blocked or without PTR have this kind, 36 of 40', () => {
    const other: string[] = [];
    let agreed = 0;
    for (const [file, verdicts] of VERDICTS) {
      const [reason] = verdicts.map(reasonOf);
      const allowed = ALLOWED[reason ?? ''];
      if (allowed === undefined || verdicts.length > 1) continue;
      const [first] = explained(readCorpus(`${SISIMAI}/${file}`));
      if (first === undefined || !first.explanation.known) continue;
      if (allowed.includes(first.explanation.fault)) agreed++;
      else other.push(file);
    }
    assert.deepEqual(other, Object.keys(OTHER_FAULTS));
    assert.equal(agreed, 36);
  });

  it('name the recipients that flufl.bounce finds', () => {
    const other: string[] = [];
    let agreed = 0;
    for (const file of corpusFiles('bounces/flufl.bounce')) {
      const name = file.slice(file.lastIndexOf('/') + 1, -'.txt'.length);
      const wanted = RECIPIENTS[name];
      if (wanted === undefined) continue;
      const found = new Set(bouncesIn(file).map(({ recipient }) => recipient?.value.toLowerCase()));
      found.delete(undefined);
      if (found.size === wanted) agreed++;
      else other.push(name);
    }
    assert.deepEqual(other, Object.keys(OTHER_RECIPIENTS));
    assert.equal(agreed, Object.keys(RECIPIENTS).length - other.length);
  });

  it('report where each thing is', () => {
    for (const file of corpusFiles('bounces')) {
      const text = readCorpus(file);
      for (const found of readEvidence(text).flatMap(foundIn)) {
        const { start, end } = found.range;
        assert.ok(start >= 0 && start <= end && end <= text.length, file);
      }
    }
  });

  it('truncated anywhere are still read', () => {
    const files = corpusFiles('bounces');
    for (const [i, file] of files.entries()) {
      const text = readCorpus(file);
      // A few places in each file, other ones in each.
      for (let part = 1; part <= 4; part++) {
        const cut = Math.floor((text.length * part) / 5) + (i % 97);
        for (const found of readEvidence(text.slice(0, cut)).flatMap(foundIn))
          assert.ok(found.range.end <= cut, file);
      }
    }
  });
});

/** How many recipients flufl.bounce's own tests name, where they name any as failed for good. */
const RECIPIENTS: Readonly<Record<string, number>> = {
  aol_01: 1,
  bounce_02: 1,
  dsn_01: 1,
  dsn_03: 1,
  dsn_09: 1,
  dsn_11: 1,
  dsn_13: 1,
  dsn_15: 1,
  groupwise_01: 1,
  llnl_01: 1,
  microsoft_02: 1,
  newmailru_01: 1,
  postfix_02: 1,
  postfix_04: 1,
  qmail_01: 1,
  qmail_03: 1,
  qmail_05: 1,
  sendmail_01: 1,
  simple_02: 1,
  simple_04: 1,
  simple_06: 1,
  simple_08: 1,
  simple_10: 1,
  simple_12: 1,
  simple_14: 2,
  simple_16: 1,
  simple_18: 1,
  simple_20: 1,
  simple_24: 1,
  simple_26: 1,
  simple_30: 1,
  simple_32: 1,
  simple_34: 1,
  simple_36: 1,
  smtp32_01: 1,
  smtp32_03: 1,
  smtp32_05: 1,
  smtp32_07: 1,
  yahoo_02: 1,
  yahoo_04: 2,
  yahoo_06: 4,
  yahoo_08: 6,
  yahoo_10: 3,
  yale_01: 2,
};

function bouncesIn(file: string): readonly Bounce[] {
  return readEvidence(readCorpus(file)).filter((evidence) => evidence.kind === 'bounce');
}

function faultsIn(file: string): readonly RefusalCause[] {
  return explained(readCorpus(file))
    .filter(({ evidence }) => evidence.kind === 'bounce')
    .map(({ explanation }) => explanation.fault);
}

function reasonOf(verdict: string): string {
  return verdict.slice(verdict.lastIndexOf('/') + 1);
}

function foundIn(evidence: DeliveryEvidence): readonly LocatedText[] {
  const all =
    evidence.kind !== 'bounce'
      ? [evidence.text, evidence.ip, evidence.envelopeFrom, evidence.headerFrom]
      : [
          evidence.reply.smtp,
          evidence.reply.enhanced,
          evidence.reply.text,
          evidence.recipient,
          evidence.remoteMta,
          evidence.reportingMta,
          evidence.ip,
          evidence.envelopeFrom,
          evidence.headerFrom,
          evidence.namedDomain,
          evidence.time,
          evidence.queueId,
        ];
  return all.filter((found) => found !== undefined);
}
