import assert from 'node:assert/strict';
import { NO_FACTS } from '../../server/src/dns/facts.ts';
import type { Fault, FaultCode, FaultDetail } from '../../server/src/records/format.ts';
import { RECORD_REFUSALS } from '../../server/src/records/format.ts';
import { rules } from '../../server/src/rules/registry.ts';
import type { Report } from '../../server/src/rules/rule.ts';
import { applyFix, findingsOf, workspace, zone } from '../harness/workspace.ts';

const PATH = 'example.com.zone';
const SOA =
  '@ IN SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600\n@ IN NS ns1.example.net.\n';

/** Each code with each of its reasons. The type makes a new code a compile error here. */
const FAULTS: { readonly [C in FaultCode]: readonly Omit<Extract<FaultDetail, { code: C }>, 'code'>[] } = {
  rdata: [{ reason: 'bad dotted quad' }, { reason: 'syntax error' }, { reason: 'extra input text' }],
  'rdata-missing': [{ reason: 'unexpected end of input' }, { reason: 'FORMERR' }],
  'unbalanced-parentheses': [{ reason: 'unclosed' }, { reason: 'unopened' }],
  'unterminated-quote': [{ reason: 'string' }, { reason: 'lone' }],
  'string-too-long': [
    { reason: 'exact', octets: 256 },
    { reason: 'at-least', octets: 256 },
  ],
  name: [{ reason: 'adjacent-dots' }, { reason: 'leading-dot' }],
  'name-escape': [{ refusal: 'bad escape' }, { refusal: 'bad label type' }],
  'name-too-long': [{ reason: 'label' }, { reason: 'relative' }, { reason: 'absolute' }],
  'origin-repeated': [
    { reason: 'no-dot', full: 'a.example.com.example.com' },
    { reason: 'always-relative', full: 'a.example.com.example.com' },
  ],
  'no-type': [{ reason: 'data' }, { reason: 'end' }],
  'unknown-type': [
    { reason: 'unknown' },
    { reason: 'address' },
    { reason: 'comment' },
    { reason: 'meta' },
    { reason: 'obsolete' },
  ],
  ttl: [{}],
  class: [{}],
  directive: [{ reason: 'unknown' }, { reason: 'incomplete' }, { reason: 'extra' }],
  generate: [
    { reason: 'incomplete' },
    { reason: 'range' },
    { reason: 'syntax' },
    { reason: 'offset' },
    { reason: 'extra' },
    { reason: 'class' },
    { reason: 'type' },
  ],
  'no-ttl': [{}],
  'generate-data': [{ value: 1, refusal: 'bad dotted quad' }],
  'byte-order-mark': [{}],
  owner: [{}],
  'macro-as-directive': [{ escaped: '%%{i}' }],
  'uneven-split': [{ taken: 256, given: 255 }],
  'refused-by-tool': [
    { tool: 'octoDNS', reason: 'unescaped ;' },
    { tool: 'octoDNS', reason: 'double escaped ;' },
    { tool: 'octoDNS', reason: 'non ASCII character' },
  ],
  'record-refused-by-tool': RECORD_REFUSALS.map((reason) => ({ tool: 'octoDNS', reason, detail: 'x' })),
  'lost-entry': [{}],
};

/** The rules of these groups that find something in the text, and what they mark. */
function marked(text: string, severities = ['error', 'warning']): readonly string[] {
  return findingsOf(zone(text, PATH), PATH)
    .filter((f) => severities.includes(f.severity))
    .map((f) => `${f.rule} ${text.slice(f.range.start, f.range.end)}`);
}

/** The text after the first fix of the first finding of `rule`. */
function mended(text: string, rule: string): string {
  const made = zone(text, PATH);
  const finding = findingsOf(made, PATH).find((f) => f.rule === rule);
  assert.ok(finding, `no ${rule} in ${text}`);
  const [fix] = made.detailsOf(PATH, finding).fixes;
  assert.ok(fix, `no fix for ${rule}`);
  return applyFix(made, PATH, fix);
}

describe('faults of the reader', () => {
  for (const [code, details] of Object.entries(FAULTS)) {
    for (const detail of details) {
      it(`${code} (${JSON.stringify(detail)}) is reported by one rule`, () => {
        const place = { anchor: { id: 1 }, range: { start: 0, end: 1 }, text: 'x' };
        const fault = { code, ...detail, ...place } as Fault;
        const reported: string[] = [];
        for (const rule of rules) {
          if (rule.subject !== 'fault') continue;
          const report = ({ message }: Report): void => {
            reported.push(rule.id);
            assert.ok(Object.hasOwn(rule.messages, message), `${rule.id} has no message "${message}"`);
          };
          rule.check(
            { fault },
            {
              record: undefined,
              apex: undefined,
              zoneIsWhole: true,
              server: undefined,
              exported: undefined,
              committed: undefined,
              recordsAt: () => [],
              delegationAbove: () => [],
              keyNames: () => [],
              sourcesWith: () => [],
              facts: { ...NO_FACTS, setupRecords: () => undefined },
              senders: [],
              seenPolicy: () => undefined,
              isUnchangedSince: () => false,
              derive: () => assert.fail('a fault has nothing to derive'),
              report,
            },
          );
        }
        assert.equal(reported.length, 1, reported.join(', '));
      });
    }
  }
});

describe('repairs of unreadable text', () => {
  const LONG = 'ip4:192.0.2.1 '.repeat(20);
  const cases: readonly (readonly [what: string, rule: string, text: string, mended: string])[] = [
    ['a ")" too many goes', 'zone-unbalanced-parens', 'a A 192.0.2.1 )\n', 'a A 192.0.2.1 \n'],
    [
      'a "(" is closed before the comment',
      'zone-unbalanced-parens',
      'a TXT ( "x" ; note\n  "y" ; end\nb A 192.0.2.1\n',
      'a TXT ( "x" ; note\n  "y" ) ; end\nb A 192.0.2.1\n',
    ],
    ['a string is closed', 'zone-unterminated-quote', 'a TXT "v=spf1 -all \n', 'a TXT "v=spf1 -all" \n'],
    [
      'a string in parentheses is closed before them',
      'zone-unterminated-quote',
      'a TXT ( "x )\n',
      'a TXT ( "x" )\n',
    ],
    ['a quote too many goes', 'zone-unterminated-quote', 'a TXT "v=spf1 -all""\n', 'a TXT "v=spf1 -all"\n'],
    [
      'a long string is cut behind a space',
      'zone-txt-string-over-255',
      `a TXT "v=spf1 ${LONG}-all"\n`,
      `a TXT "v=spf1 ${'ip4:192.0.2.1 '.repeat(17)}" "${'ip4:192.0.2.1 '.repeat(3)}-all"\n`,
    ],
    [
      'a long word is cut where it must be',
      'zone-txt-string-over-255',
      `a TXT ${'x'.repeat(600)}\n`,
      `a TXT ${'x'.repeat(255)} ${'x'.repeat(255)} ${'x'.repeat(90)}\n`,
    ],
    [
      'an escape is not cut: it is one octet',
      'zone-txt-string-over-255',
      `a TXT "${'\\065'.repeat(300)}"\n`,
      `a TXT "${'\\065'.repeat(255)}" "${'\\065'.repeat(45)}"\n`,
    ],
    [
      'a character of several octets is not cut',
      'zone-txt-string-over-255',
      `a TXT "${'x'.repeat(254)}é"\n`,
      `a TXT "${'x'.repeat(254)}" "é"\n`,
    ],
    ['an address gets its type', 'zone-unknown-type', 'a IN 192.0.2.1\n', 'a IN A 192.0.2.1\n'],
    ['an IPv6 address too', 'zone-unknown-type', 'a 2001:db8::1\n', 'a AAAA 2001:db8::1\n'],
    ['a text gets its type', 'zone-wrong-class-or-order', 'a 60 "x"\n', 'a 60 TXT "x"\n'],
    ['letters that changed places', 'zone-unknown-type', 'a CNMAE b\n', 'a CNAME b\n'],
    ['a preference behind MX', 'zone-unknown-type', 'a MX10 b\n', 'a MX 10 b\n'],
    ['a comment of another language', 'zone-unknown-type', '# mail hosts\n', '; mail hosts\n'],
    ['a directive', 'zone-bad-directive', '$ORGIN example.net.\n', '$ORIGIN example.net.\n'],
    ['an owner', 'zone-owner-repeats-origin', 'a.Example.COM A 192.0.2.1\n', 'a.Example.COM. A 192.0.2.1\n'],
    ['dots', 'zone-bad-name', 'a A 192.0.2.1\nb MX 10 .a..b.\n', 'a A 192.0.2.1\nb MX 10 a.b.\n'],
  ];
  for (const [what, rule, before, after] of cases) {
    it(what, () => {
      assert.equal(mended(before, rule), after);
      assert.deepEqual(
        marked(after).filter((finding) => finding.startsWith(rule)),
        [],
      );
    });
  }

  it('closes all open parentheses', () => {
    const before = 'a TXT ( "a" ( "b" ; (\n ( "c"\n\nb A 192.0.2.1\n';
    assert.equal(mended(before, 'zone-unbalanced-parens'), before.replace('"c"', '"c" )))'));
  });

  it('reports data without a type as data, also at the place of the owner', () => {
    const made = zone('a 60 "x"\n"v=spf1 -all"\n', PATH);
    const messages = findingsOf(made, PATH).map(({ message }) => message);
    assert.deepEqual(messages, [
      'The record type is missing before "x".',
      'The record type is missing before "v=spf1 -all".',
    ]);
  });

  it('does not change a type of two letters and an unknown word', () => {
    for (const text of ['a XM b\n', 'a WHATEVER b\n']) {
      const made = zone(text, PATH);
      const [finding] = findingsOf(made, PATH);
      assert.equal(finding?.rule, 'zone-unknown-type');
      assert.deepEqual(made.fixesOf(PATH, finding), []);
    }
  });
});

describe('one cause has one finding', () => {
  const cases: readonly (readonly [text: string, ...findings: readonly string[]])[] = [
    ['"a.example.com. IN A 192.0.2.1\n', 'zone-unterminated-quote "a.example.com. IN A 192.0.2.1'],
    ['@ CNAME a.example.net.\n@ TXT "x"\n', 'zone-cname-at-apex CNAME'],
    ['a MX 10 b.example.com\n', 'zone-missing-trailing-dot b.example.com'],
    ['a TXT v=spf1 a mx -all\n', 'zone-unquoted-txt-spaces v=spf1 a mx -all'],
    ["a TXT 'v=spf1 mx -all'\n", "txt-literal-quotes-in-value '"],
    ["_dmarc TXT 'v=DMARC1; p=none; rua=mailto:a@example.com'\n", "txt-literal-quotes-in-value '"],
    ['a TXT “v=spf1 mx -all”\n', 'zone-smart-quotes “'],
    ['a TXT "“v=spf1 mx -all”"\n', 'zone-smart-quotes “'],
    ['a TXT "\\194\\160v=spf1 mx -all"\n', 'zone-invisible-character \\194\\160'],
    ['a TXT "v=spf1\\194\\160mx -all"\n', 'spf-non-space-separator \\194\\160'],
    [
      'a TXT "v=spf1 include:b\\226\\128\\139.example.net -all"\n',
      'zone-invisible-character \\226\\128\\139',
    ],
    ['a TXT "v=spf1 mx\\010-all"\n', 'spf-non-space-separator \\010'],
    ['_dmarc TXT "v=DMARC1\\\\; p=none; rua=mailto:a@example.com"\n', 'txt-escaped-semicolon \\\\'],
    ['s._domainkey TXT v=DKIM1; k=rsa; p=\n', 'zone-semicolon-truncates-txt ; k=rsa; p='],
    ['s._domainkey TXT k=rsa; p=\n', 'zone-semicolon-truncates-txt ; p='],
    ['a TXT "v=spf1 " "mx" "-all"\n', 'zone-split-string-missing-space " "'],
    ['a TXT "v=spf1 include:<your-domain> -all"\n', 'spf-domain-invalid <your-domain>'],
    ['dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.com"\n', 'dmarc-wrong-owner dmarc'],
    ['_mta-sts TXT "v=spf1 -all"\n', 'txt-policy-at-wrong-owner _mta-sts'],
    ['@ TXT "v=STSv1; id=1"\n', 'mta-sts-wrong-owner @'],
    ['mta-sts TXT "v=STSv1; id=1"\n', 'zone-underscore-missing mta-sts'],
    ['a TXT " v=spf1 -all"\n', 'txt-leading-whitespace  '],
  ];
  for (const [text, ...findings] of cases) {
    it(text.trim(), () => {
      assert.deepEqual(marked(text), findings);
    });
  }
});

describe('valid text', () => {
  const right: Readonly<Record<string, string>> = {
    'a template in a name, an address and a text':
      '{{ host }} A {{ ip }}\na MX 10 {{ mx }}\na TXT "v=spf1 {{ spf }} -all"\n',
    'a template for the type': '{% if x %}\na {{ ttl }} IN A 192.0.2.1\n{% endif %}\n',
    'a relative name that the zone has': 'a MX 10 mail.net\nmail.net A 192.0.2.1\n',
    'a relative name below a child zone': `${SOA}net NS ns.example.org.\na MX 10 mail.net\n_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.net"\n`,
    'a part of a network that is called like a top-level domain': 'a CNAME db1.us\n',
    'a relative name of one label': 'a MX 10 mail\n',
    'an escaped dot': 'a\\.example.com A 192.0.2.1\n',
    'DNSSEC beside a CNAME': 'a CNAME b.example.net.\na NSEC b.example.com. CNAME RRSIG NSEC\n',
    'ALIAS beside a CNAME': 'a CNAME b.example.net.\na ALIAS b.example.net.\n',
    'a CNAME or another record, as a template decides':
      '{% if x %}\na CNAME b.example.net.\n{% else %}\na TXT "x"\n{% endif %}\n',
    'the same CNAME twice': 'a CNAME b.example.net.\na CNAME B.example.net.\n',
    'glue below a delegation': 'sub NS ns1.sub\nns1.sub A 192.0.2.1\n',
    'a name server below a wildcard': `${SOA}@ NS ns2\n* A 192.0.2.1\n`,
    'a name server in a child zone': `${SOA}@ NS ns.sub\nsub NS ns.example.org.\n`,
    'an SOA without NS in a zone with an include': '@ SOA a. b. 1 1 1 1 1\n$INCLUDE rest\n',
    'no SOA: the file may be included': 'a TXT "x"\n',
    'a DS record of a child zone': 'sub DS 1 8 1 0123456789012345678901234567890123456789\n',
    'escaped semicolons without quotes': '_dmarc TXT v=DMARC1\\;p=none\\;rua=mailto:a@example.com\n',
    'a comment behind a token': 'a TXT abc ; service=mail\n',
    'words that are no mail record': 'a TXT some words here\n',
    'a DKIM key that is split anywhere': 's._domainkey TXT "v=DKIM1; k=rsa; p" "="\n',
    'an SPF term that is split': 'a TXT "v=spf1 include:_spf.exa" "mple.net -all"\n',
    'typographic quotes in another text': 'a TXT "“quoted”"\n',
    'quotes in another text': 'a TXT "\\"quoted\\""\n',
    'names of documentation in their own zones': 'a TXT "v=spf1 include:_spf.example.net -all"\n',
    'a macro of SPF': 'a TXT "v=spf1 exists:%{i}._spf.example.net -all"\n',
    'an authorisation for reports': 'a.example._report._dmarc TXT "v=DMARC1"\n',
    "a provider's record for a customer": 'customer._mta-sts TXT "v=STSv1; id=1"\n',
    'a string of 255 octets': `a TXT "${'x'.repeat(255)}"\n`,
    'the host of the MTA-STS policy': 'mta-sts A 192.0.2.1\n',
  };
  for (const [what, text] of Object.entries(right)) {
    it(`${what} is not reported`, () => {
      assert.deepEqual(marked(text), []);
    });
  }

  it('a placeholder domain is one only if the zone is not an example', () => {
    const text = '@ TXT "v=spf1 include:_spf.example.com -all"\n';
    const found = (path: string): readonly string[] => findingsOf(zone(text, path), path).map((f) => f.rule);
    assert.ok(found('mail-works.de.zone').includes('txt-placeholder-left-in'));
    assert.ok(!found('example.net.zone').includes('txt-placeholder-left-in'));
  });
});

describe('the zone as a whole', () => {
  it('is checked again when the missing record is added', () => {
    const text = `${SOA}@ NS ns2\n`;
    const made = zone(text, PATH);
    const rulesNow = (): readonly string[] => findingsOf(made, PATH).map((f) => f.rule);
    assert.deepEqual(rulesNow(), ['zone-ns-without-address']);
    made.edit(PATH, [{ range: { start: text.length, end: text.length }, text: 'ns2 A 192.0.2.53\n' }]);
    assert.deepEqual(rulesNow(), []);
    const end = text.length + 'ns2 A 192.0.2.53\n'.length;
    made.edit(PATH, [{ range: { start: text.length, end }, text: '' }]);
    assert.deepEqual(rulesNow(), ['zone-ns-without-address']);
  });

  it('has an error for a name server of its own, and a warning for one of a child zone', () => {
    const text = `${SOA}@ NS ns2\nsub NS ns.sub\n`;
    assert.deepEqual(marked(text, ['error']), ['zone-ns-without-address ns2']);
    assert.deepEqual(marked(text, ['warning']), ['zone-ns-without-address ns.sub']);
  });

  it('reports that a name server is an alias', () => {
    const text = `${SOA}@ NS ns2\nns2 CNAME ns.example.net.\n`;
    assert.match(findingsOf(zone(text, PATH), PATH)[0]?.message ?? '', /is a CNAME, not a host/);
  });

  it('reports an unknown origin once', () => {
    const text = '@ TXT "v=spf1 -all"\n@ MX 10 a\n_dmarc TXT "v=DMARC1; p=reject"\n';
    const made = workspace();
    made.add('records', text, { format: 'zone' });
    const found = findingsOf(made, 'records').filter((f) => f.rule === 'zone-unresolved-origin');
    assert.equal(found.length, 1);
  });
});

describe('suppression comments', () => {
  const text = '; mailtxt-disable-next-line spf-all-neutral spf-all-pass -- why\n@ TXT "v=spf1 ?all"\n';

  it('loses only the unused rule', () => {
    assert.equal(mended(text, 'comment-unused'), text.replace(' spf-all-pass', ''));
  });

  it('is deleted with its line if nothing of it is needed', () => {
    const idle = '@ MX 10 a.example.net.\n; mailtxt-disable-next-line spf-all-pass\n@ TXT "v=spf1 -all"\n';
    assert.equal(mended(idle, 'comment-unused'), '@ MX 10 a.example.net.\n@ TXT "v=spf1 -all"\n');
  });

  it('does not change the record that it comes after', () => {
    const following = '@ TXT "v=spf1 -all"  ; mailtxt-disable-line spf-all-pass\n';
    assert.equal(mended(following, 'comment-unused'), '@ TXT "v=spf1 -all"\n');
  });

  it('is reported once when it names an unknown rule', () => {
    const found = findingsOf(zone('; mailtxt-disable-next-line spf-x\n@ TXT "v=spf1 -all"\n', PATH), PATH);
    assert.deepEqual(
      found.map((f) => f.rule),
      ['comment-unknown-rule'],
    );
  });
});

describe('text that could be correct', () => {
  it('includes a host in a zone of one label with the same name', () => {
    const reported = (text: string): readonly string[] =>
      findingsOf(zone(text, 'lan.zone'), 'lan.zone')
        .map(({ rule }) => rule)
        .filter((rule) => rule === 'zone-owner-repeats-origin');
    assert.deepEqual(reported('$ORIGIN lan.\n$TTL 60\nlan A 192.0.2.1\n'), []);
    assert.deepEqual(reported('$ORIGIN lan.\n$TTL 60\nmail.lan A 192.0.2.1\n'), [
      'zone-owner-repeats-origin',
    ]);
  });
});

describe('the text of a finding', () => {
  const messagesOf = (text: string, rule: string): readonly string[] =>
    findingsOf(zone(text), 'example.com.zone')
      .filter((finding) => finding.rule === rule)
      .map(({ message }) => message);

  it('names the equivalent term in another form', () => {
    assert.deepEqual(
      messagesOf('a A 192.0.2.1\na TXT "v=spf1 a a:a.example.com -all"\n', 'spf-duplicate-term'),
      ['"a:a.example.com" has the same meaning as "a" before it.'],
    );
  });

  it('shows the root as a dot', () => {
    assert.deepEqual(messagesOf('$ORIGIN .\n$TTL 60\n. SOA a. b. 1 1 1 1 1\nx A 192.0.2.1\n', 'zone-no-ns'), [
      'The zone "." has no NS records at its apex.',
    ]);
  });
});

describe('a fix that adds a DMARC record', () => {
  it('sends reports to a domain that accepts mail', () => {
    const text =
      '$TTL 60\n@ SOA ns hostmaster 1 1 1 1 1\n@ NS ns\nns A 192.0.2.53\nsub MX 10 mail.sub\nmail.sub A 192.0.2.1\n';
    const made = zone(text);
    const finding = findingsOf(made, 'example.com.zone').find(({ rule }) => rule === 'dmarc-missing');
    assert.ok(finding);
    const [fix] = made.detailsOf('example.com.zone', finding).fixes;
    assert.ok(fix);
    assert.match(applyFix(made, 'example.com.zone', fix), /rua=mailto:dmarc@sub\.example\.com"/);
  });
});

describe('the mailbox of an SOA', () => {
  const mended = (typed: string): string | undefined => {
    const made = zone(`$TTL 60\n@ SOA ns ${typed} 1 1 1 1 1\n@ NS ns\nns A 192.0.2.53\n`);
    const finding = findingsOf(made, 'example.com.zone').find(({ rule }) => rule === 'zone-soa-mailbox-at');
    if (finding === undefined) return undefined;
    const [fix] = made.detailsOf('example.com.zone', finding).fixes;
    assert.ok(fix);
    return /SOA ns (\S+)/.exec(applyFix(made, 'example.com.zone', fix))?.[1];
  };

  it('is written as in RFC 1035 §8', () => {
    assert.equal(mended('first.last@example.com.'), 'first\\.last.example.com.');
    assert.equal(mended('Hostmaster@other.example'), 'hostmaster.other.example.');
    assert.equal(mended('hostmaster@example.com'), 'hostmaster.example.com.');
    assert.equal(mended('root@ns'), 'root.ns.example.com.');
  });

  it('may have no "@", or an unknown name', () => {
    for (const typed of ['hostmaster', 'first\\.last.example.com.', '{{ contact }}.', '@']) {
      assert.equal(mended(typed), undefined, typed);
    }
  });
});

describe('a zone for gdnsd', () => {
  const text = `$TTL 60\n@ SOA ns hostmaster 20260101000001 1 1 1 1\n@ NS ns\nns A 192.0.2.53\nt TXT "${'a'.repeat(300)}"\n`;
  const dyna = 'www DYNA geoip!web\n';
  const rulesIn = (made: ReturnType<typeof zone>): readonly string[] =>
    findingsOf(made, 'example.com.zone')
      .filter(({ severity }) => severity === 'error')
      .map(({ rule }) => rule);

  it('is recognized by its types, and checked again when the first is added and the last is removed', () => {
    const made = zone(text);
    const refused = ['zone-bad-rdata', 'zone-txt-string-over-255'];
    assert.deepEqual(rulesIn(made), refused);
    const end = { start: text.length, end: text.length };
    made.edit('example.com.zone', [{ range: end, text: dyna }]);
    assert.deepEqual(rulesIn(made), []);
    made.edit('example.com.zone', [{ range: { ...end, end: text.length + dyna.length }, text: '' }]);
    assert.deepEqual(rulesIn(made), refused);
  });

  it('is not recognized by a comment or a text with these types', () => {
    assert.equal(
      rulesIn(zone(`${text}; www DYNA geoip!web\nu TXT "x DYNA y"\nDYNA A 192.0.2.1\n`)).length,
      2,
    );
  });
});
