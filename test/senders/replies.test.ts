import assert from 'node:assert/strict';

import { rules } from '../../server/src/rules/registry.ts';
import type { Bounce } from '../../server/src/senders/bounces/model.ts';
import { readEvidence } from '../../server/src/senders/bounces/read.ts';
import { explainReply, KNOWN_REPLIES } from '../../server/src/senders/replies/explain-reply.ts';
import type { ReplyExplanation } from '../../server/src/senders/replies/model.ts';
import { meaningOfStatus } from '../../server/src/senders/replies/status.ts';
import { explained } from './explained.ts';

function explain(text: string): ReplyExplanation {
  const [first] = explained(text);
  assert.ok(first !== undefined, `nothing was read of "${text}"`);
  return first.explanation;
}

function bounceIn(text: string): Bounce {
  const [first] = readEvidence(text);
  assert.ok(first?.kind === 'bounce');
  return first;
}

describe('known replies', () => {
  it('have ids of their own', () => {
    const ids = KNOWN_REPLIES.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)]);
    for (const id of ids) assert.match(id, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
  });

  for (const { id, example } of KNOWN_REPLIES) {
    it(`recognize ${id} by its example, and no other`, () => {
      assert.deepEqual(
        explained(example).map(({ explanation }) => explanation.id),
        [id],
      );
    });
  }

  it('are explained in sentences, with a cause and something to do', () => {
    for (const { id, meaning, causes, action } of KNOWN_REPLIES) {
      assert.ok(causes.length > 0 && action.length > 0, id);
      for (const sentence of [meaning, ...causes.map(({ text }) => text), ...action]) {
        assert.match(sentence, /^[A-Z0-9"].*[.]$/s, id);
      }
    }
  });

  it('name rules that exist', () => {
    const known = new Set(rules.map(({ id }) => id));
    const named = new Set(
      KNOWN_REPLIES.flatMap(({ causes }) => causes.flatMap((cause) => cause.rules ?? [])),
    );
    const missing = [...named].filter((id) => !known.has(id));
    assert.deepEqual(missing, []);
  });

  it('suggest a change in the DNS only if a cause is about a record', () => {
    for (const { id, dnsFixable, causes } of KNOWN_REPLIES) {
      const isAboutRecords = causes.some(({ about }) => about !== undefined);
      if (dnsFixable === 'yes' || dnsFixable === 'partly') assert.ok(isAboutRecords, id);
    }
  });

  it('are few in each expression: no pattern reads an unbounded part of a reply', () => {
    for (const { id, words = [], host } of KNOWN_REPLIES) {
      for (const { source } of [...words, ...(host === undefined ? [] : [host])]) {
        assert.doesNotMatch(source.replaceAll(/\\./g, ''), /[*+]|\{\d+,\}/, `${id}: ${source}`);
      }
    }
  });
});

describe('the symptoms of rules', () => {
  const KINDS = ['spf', 'dkim', 'dmarc'];
  for (const { id, group, symptoms = [] } of rules) {
    const kind = KINDS.find((one) => one === group);
    if (kind === undefined) continue;
    for (const symptom of symptoms) {
      it(`are consistent: "${symptom}" of ${id} is explained by the records that the code names`, () => {
        const about = explain(symptom).causes.map((cause) => cause.about);
        const [, enhanced = ''] = symptom.split(' ');
        // "Refused for a reason of security" names no record: RFC 3463 §3.8.
        const namesNone = /^[45]\.7\.[01]$/.test(enhanced);
        if (namesNone) assert.deepEqual(about, [undefined]);
        // RFC 7372 gives these to SPF and DKIM by name, and Gmail refuses with them for one or the other.
        const isOfOther = /^[45]\.7\.(?:2[0-5]|27|30)$/.test(enhanced);
        assert.ok(
          namesNone || about.includes(kind as 'spf') || isOfOther,
          `${symptom} leads to ${about.join(', ')}`,
        );
      });
    }
  }
});

describe('rejected relaying', () => {
  const cases: readonly (readonly [text: string, id: string, fault: string])[] = [
    ['550 5.7.367 Sender Not Authorized for Relay', 'relay-eo-367', 'relay'],
    ['5.7.367', 'relay-eo-367', 'relay'],
    ['Unable to relay', 'relay-exchange-unable', 'relay'],
    ['550 5.7.1 Unable to relay for user@example.net', 'relay-exchange-unable', 'relay'],
    ['454 4.7.1 <user@example.net>: Relay access denied', 'relay-postfix-defer', 'relay'],
    ['Relay access denied', 'relay-postfix', 'relay'],
    ['550 5.4.1 Recipient address rejected: Access denied. AS(201806281)', 'relay-eo-541', 'relay'],
    ['550 5.7.64 TenantAttribution; Relay Access Denied [x]', 'relay-eo-64', 'relay'],
    // Not the relay but SPF, whatever else the words say.
    ['550 5.7.1 Sender Policy Framework violation: domain example.com', 'spf-generic', 'spf'],
    ['550 5.7.1 SPF fail: 192.0.2.1 is not allowed to relay mail from example.com', 'spf-generic', 'spf'],
    ['550-Verification failed 550 relay not permitted', 'relay-exim', 'relay'],
  ];
  for (const [text, id, fault] of cases) {
    it(`explains "${text}" as ${id}`, () => {
      const { id: got, fault: of, dnsFixable } = explain(text);
      assert.deepEqual([got, of], [id, fault]);
      // A server that refuses to relay never asked for SPF, so no record of the sender is promised to help.
      if (fault === 'relay') assert.notEqual(dnsFixable, 'yes');
    });
  }

  it('reads the text after the arrow of Exchange Online', () => {
    const { id, causes, meaning } = explain(
      '550 5.7.367 Remote server returned not permitted to relay -> 550 5.7.23 The message was rejected because of Sender Policy Framework violation',
    );
    assert.equal(id, 'relay-eo-367');
    assert.equal(causes[0]?.about, 'spf');
    assert.match(meaning, /not in the SPF record/);
  });
});

describe('unknown replies', () => {
  it('are explained by their codes, with a note', () => {
    const { id, known, meaning, dnsFixable } = explain('550 5.7.14 Zwiebelkuchen');
    assert.deepEqual([id, known, dnsFixable], ['status-5.7.14', false, 'no']);
    assert.match(meaning, /does not recognize.*third party/);
  });

  it('without a registered detail are explained by their subject', () => {
    assert.match(explain('550 5.4.999 Zwiebelkuchen').meaning, /could not reach the receiver/);
  });

  it('that are temporary are called so', () => {
    assert.match(explain('451 4.3.5 Zwiebelkuchen').meaning, /will usually retry/);
  });

  it('with only a reply code are explained by it', () => {
    assert.deepEqual(explain('554 Zwiebelkuchen').id, 'status-554');
  });

  it('without any code are reported as unknown', () => {
    const { id, known, causes } = explain('Zwiebelkuchen');
    assert.deepEqual([id, known, causes], ['unknown', false, []]);
  });

  it('a code does not name a cause that only the wording shows', () => {
    for (const code of ['5.7.1', '5.7.0', '5.1.0', '4.7.0']) {
      assert.equal(explain(`550 ${code}`).known, false, code);
    }
  });
});

describe('enhanced status codes', () => {
  // The registry of RFC 5248 in 2026: https://www.iana.org/assignments/smtp-enhanced-status-codes
  const registered: readonly (readonly [string, RegExp])[] = [
    ['5.1.1', /mailbox does not exist/],
    ['5.1.10', /null MX/],
    ['5.2.2', /full/],
    ['5.3.4', /larger/],
    ['5.4.6', /in a loop/],
    ['5.7.20', /DKIM/],
    ['5.7.23', /SPF fails/],
    ['5.7.24', /SPF cannot/],
    ['5.7.25', /PTR/],
    ['5.7.26', /More than one/],
  ];
  for (const [code, meaning] of registered) {
    it(`${code} has its registered meaning`, () => {
      assert.match(meaningOfStatus(code)?.meaning ?? '', meaning);
    });
  }

  it('of an unknown subject have no meaning', () => {
    assert.equal(meaningOfStatus('5.9.1'), undefined);
  });
});

describe('codes with two meanings on different servers', () => {
  const cases: readonly (readonly [text: string, fault: string])[] = [
    ["550 5.7.27 This message was blocked because it didn't pass SPF authentication.", 'spf'],
    [
      '550 5.7.27 <a@example.com>: Sender address rejected: Domain example.com does not accept mail (nullMX)',
      'sender-domain',
    ],
    ["550 5.7.30 This message was blocked because it didn't pass DKIM authentication.", 'dkim'],
    ['550 5.7.30 REQUIRETLS support required', 'policy'],
    ["550 5.7.29 This message was blocked because it wasn't sent over a TLS connection.", 'encryption'],
    [
      "550 5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy.",
      'dmarc',
    ],
    ['550 5.7.26 The MAIL FROM domain [example.com] has an SPF record with a hard fail policy (-all)', 'spf'],
    ['550 5.7.25 The IP address sending this message does not have a PTR record', 'reverse-dns'],
  ];
  for (const [text, fault] of cases) {
    it(`"${text}" is about ${fault}`, () => assert.equal(explain(text).fault, fault));
  }
});

describe('the names in a reply', () => {
  it('include the domain whose record it is about', () => {
    const { namedDomain } = bounceIn(
      "550 5.7.26 Unauthenticated email from mail.example.com is not accepted due to domain's DMARC policy.",
    );
    assert.equal(namedDomain?.value, 'mail.example.com');
  });

  it('include the recipient of a denied relay, and the sender of a rejected address', () => {
    assert.equal(
      bounceIn('554 5.7.1 <user@example.net>: Relay access denied').recipient?.value,
      'user@example.net',
    );
    assert.equal(
      bounceIn('553 5.7.1 <a@example.com>: Sender address rejected: not owned by user b').envelopeFrom?.value,
      'a@example.com',
    );
  });

  it('include the address that sent', () => {
    assert.equal(
      bounceIn(
        '550 5.7.25 Service unavailable, sending IPv6 address [2001:db8::0:1] must have a reverse DNS record.',
      ).ip?.value,
      '2001:db8::1',
    );
  });
});

describe('a reply of any length', () => {
  it('is explained by its start', () => {
    const reply = { smtp: '550', enhanced: '5.7.1', text: `550 5.7.1 ${'a '.repeat(500_000)}` };
    assert.equal(explainReply(reply).id, 'status-5.7.1');
  });
});
