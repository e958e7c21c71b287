import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { completionsAt } from '../../server/src/features/complete/complete.ts';
import {
  MAX_ENTRIES_READ,
  MAX_NAMES,
  MAX_RECORDS_READ,
} from '../../server/src/features/complete/known-names.ts';
import type { Completion } from '../../server/src/features/complete/suggestion.ts';
import { suggestedTags } from '../../server/src/features/complete/tags.ts';
import { isRemoved, tagNames } from '../../server/src/email/dmarc/tags.ts';
import { workspace } from '../harness/workspace.ts';

interface Marked {
  readonly made: Workspace;
  readonly path: string;
  readonly text: string;
  readonly found: Completion | undefined;
}

/** The suggestions where `|` is in the text. */
function at(marked: string, path = 'example.com.zone'): Marked {
  const cursor = marked.indexOf('|');
  const text = marked.slice(0, cursor) + marked.slice(cursor + 1);
  const made = workspace();
  made.add(path, text);
  assert.ok(made.has(path), path);
  return { made, path, text, found: completionsAt(made, path, cursor) };
}

function textsOf({ found }: Marked): readonly string[] {
  return [...(found?.suggestions ?? [])].sort((a, b) => a.rank - b.rank).map(({ text }) => text);
}

function replaced({ found, text }: Marked): string | undefined {
  return found && text.slice(found.range.start, found.range.end);
}

/** Applies each suggestion that is a whole word, and lists the findings that were not there before. */
function findingsAfter({ text, path, found }: Marked): readonly string[] {
  assert.ok(found);
  const rulesIn = (zone: string): readonly string[] => {
    const made = workspace({ preview: false });
    made.add(path, zone);
    return made.findings(path).findings.map(({ rule }) => rule);
  };
  return found.suggestions
    .filter(({ goesOn }) => !goesOn)
    .flatMap((suggestion) => {
      const { start, end } = found.range;
      const before = rulesIn(`${text.slice(0, start)}${text.slice(end)}`);
      const after = rulesIn(`${text.slice(0, start)}${suggestion.text}${text.slice(end)}`);
      return after.filter((rule) => !before.includes(rule)).map((rule) => `${suggestion.text}: ${rule}`);
    });
}

const ZONE = `$ORIGIN example.com.
$TTL 3600
@ SOA ns1.example.net. hostmaster.example.net. 1 7200 1800 1209600 3600
@ NS ns1.example.net.
@ NS ns2.example.net.
@ A 192.0.2.1
@ MX 1 smtp.google.com.
mail A 192.0.2.25
_spf TXT "v=spf1 ip4:192.0.2.0/24 ~all"
s1._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
`;

const inZone = (value: string): string => `${ZONE}@ TXT "${value}"\n`;
const inTerraform = (value: string): string => `resource "aws_route53_zone" "main" {
  name = "example.com"
}

resource "aws_route53_record" "spf" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "example.com"
  type    = "TXT"
  ttl     = 3600
  records = ["${value}"]
}
`;
const SHAPES = [
  ['zone', 'example.com.zone', inZone],
  ['Terraform', '/tf/main.tf', inTerraform],
] as const;

describe('completion', () => {
  for (const [format, path, write] of SHAPES) {
    describe(`of SPF in ${format}`, () => {
      const mark = (value: string): Marked => at(write(value), path);

      it('suggests terms without faults', () => {
        const marked = mark('v=spf1 |');
        const texts = textsOf(marked);
        for (const term of ['include:', 'mx', 'a', 'ip4:', '~all', '-all', 'redirect='])
          assert.ok(texts.includes(term), term);
        assert.ok(!texts.includes('ptr') && !texts.includes('+all'));
        assert.deepEqual(findingsAfter(marked), []);
      });

      it('replaces only the word at the cursor', () => {
        assert.equal(replaced(mark('v=spf1 in| -all')), 'in');
        assert.equal(replaced(mark('v=spf1 i|n -all')), 'in');
        assert.equal(replaced(mark('v=spf1 mx | -all')), '');
        assert.equal(replaced(mark('v=spf1 include:_s|pf -all')), '_spf');
      });

      it('suggests includes with their service and cost', () => {
        const marked = mark('v=spf1 include:| -all');
        const google = marked.found?.suggestions.find(({ text }) => text === '_spf.google.com');
        assert.match(google?.detail ?? '', /^Google Workspace, 1 lookup$/);
        assert.match(google?.explain()?.source ?? '', /Google Workspace/);
        assert.deepEqual(findingsAfter(marked), []);
      });

      it('shows the lookups of a term, and its hover text', () => {
        const { found } = mark('v=spf1 | -all');
        const mx = found?.suggestions.find(({ text }) => text === 'mx');
        assert.equal(mx?.detail, '1 lookup');
        assert.match(mx.explain()?.source ?? '', /MX hosts/);
      });

      it('does not suggest terms that the record has, or that would not be read', () => {
        assert.ok(!textsOf(mark('v=spf1 mx | -all')).includes('mx'));
        assert.ok(!textsOf(mark('v=spf1 | ~all')).includes('-all'));
        assert.ok(!textsOf(mark('v=spf1 | ~all')).includes('redirect='));
        assert.ok(!textsOf(mark('v=spf1 | mx')).includes('~all'));
        assert.deepEqual(textsOf(mark('v=spf1 mx -all |')), ['exp=']);
        const includes = textsOf(mark('v=spf1 include:_spf.google.com include:| -all'));
        assert.ok(includes.length > 0 && !includes.includes('_spf.google.com'));
      });

      it('keeps a qualifier', () => {
        assert.deepEqual(
          textsOf(mark('v=spf1 mx -|')).filter((text) => text.endsWith('all')),
          ['-all'],
        );
        assert.ok(textsOf(mark('v=spf1 ~| -all')).includes('~mx'));
        assert.ok(!textsOf(mark('v=spf1 -| ~all')).includes('-include:'));
      });

      it('is silent within the version, addresses and prefix lengths', () => {
        for (const value of [
          'v=sp|f1 -all',
          'v=spf1| -all',
          'v=spf1 ip4:|192.0.2.1 -all',
          'v=spf1 mx/2|4 -all',
        ])
          assert.equal(mark(value).found, undefined, value);
        assert.equal(mark('v=spf1 a:mail.example.com/2|4 -all').found, undefined);
      });
    });
  }

  it('lists first what the records of the domain imply, then the names of the zone', () => {
    const [first, second] = textsOf(at(inZone('v=spf1 include:| -all')));
    assert.deepEqual([first, second], ['_spf.google.com', '_spf.example.com']);
    assert.deepEqual(textsOf(at(inZone('v=spf1 a:| -all'))), ['mail.example.com']);
    assert.equal(replaced(at(inZone('v=spf1 a:ma|il/24 -all'))), 'mail');
    const linted = at(inZone('v=spf1 a:| -all'));
    assert.deepEqual(findingsAfter(linted), []);
  });

  describe('of names in a large zone', () => {
    const hosts = (count: number, zone = 'example.com.'): string =>
      Array.from({ length: count }, (_, i) => `h${i}.${zone} A 192.0.2.1\n`).join('');

    /** Counts the entries whose owner is read, and the records that are made, by asking so often. */
    function readingOf(
      { made, path }: Pick<Marked, 'made' | 'path'>,
      cursor: number,
    ): { readonly entries: number; readonly records: number; readonly found: Completion | undefined } {
      let entries = 0;
      let records = 0;
      const restore = (made.documentOf(path)?.blocks ?? []).map((block) => {
        const ownerAt = block.ownerAt.bind(block);
        const record = block.record.bind(block);
        block.ownerAt = (index) => (entries++, ownerAt(index));
        block.record = (index, anchor) => (records++, record(index, anchor));
        return () => Object.assign(block, { ownerAt, record });
      });
      const found = completionsAt(made, path, cursor);
      for (const one of restore) one();
      return { entries, records, found };
    }

    function marked(text: string): {
      readonly made: Workspace;
      readonly path: string;
      readonly text: string;
      readonly cursor: number;
    } {
      const cursor = text.indexOf('|');
      const made = workspace();
      const path = 'example.com.zone';
      made.add(path, text.replace('|', ''));
      return { made, path, text, cursor };
    }

    it('lists at most as many names as a person reads, and finds others by their start', () => {
      const many = (typed: string): string =>
        `$ORIGIN example.com.\n@ TXT "v=spf1 a:${typed}| -all"\n${hosts(MAX_NAMES + 50)}`;
      const all = at(many(''));
      assert.equal(textsOf(all).length, MAX_NAMES);
      assert.equal(all.found?.isIncomplete, true);
      assert.deepEqual(textsOf(at(many('h149'))), ['h149.example.com']);
      const few = at(`$ORIGIN example.com.\n@ TXT "v=spf1 a:zz| -all"\n${hosts(3)}`);
      assert.equal(textsOf(few).length, 3, 'an editor chooses among few by itself');
      assert.equal(few.found?.isIncomplete, false);
    });

    it('reads a part of it for each request, and continues from there', () => {
      const others = hosts(2 * MAX_ENTRIES_READ);
      const large = marked(
        `$ORIGIN example.com.\n@ TXT "v=spf1 a:last| -all"\nfirst A 192.0.2.1\n${others}last A 192.0.2.1\n`,
      );
      const requests = [1, 2, 3, 4].map(() => readingOf(large, large.cursor));
      for (const { entries } of requests) assert.ok(entries <= 2 * MAX_ENTRIES_READ + 10, String(entries));
      assert.equal(requests[0]?.found?.isIncomplete, true);
      assert.deepEqual(
        requests.at(-1)?.found?.suggestions.map(({ text }) => text),
        ['last.example.com'],
      );
      assert.ok((requests.at(-1)?.entries ?? Infinity) < 10, 'nothing is read again');
    });

    it('reads only the records near an edit', () => {
      const large = marked(`$ORIGIN example.com.\n@ TXT "v=spf1 a:| -all"\n${hosts(MAX_ENTRIES_READ - 100)}`);
      completionsAt(large.made, large.path, large.cursor);
      const end = large.text.length - 1;
      large.made.edit(large.path, [{ range: { start: end, end }, text: 'new A 192.0.2.1\n' }]);
      const { entries, found } = readingOf(large, large.cursor);
      assert.ok(found && entries < MAX_ENTRIES_READ / 2, String(entries));
    });

    it('reads the data of a limited number of records for each request', () => {
      const texts = 't TXT "a"\n'.repeat(3 * MAX_RECORDS_READ);
      const spf = 'TXT "v=spf1 mx -all"';
      const policies = marked(
        `$ORIGIN example.com.\n@ TXT "v=spf1 redirect=|"\nfirst ${spf}\n${texts}last ${spf}\n`,
      );
      const requests = [1, 2, 3, 4].map(() => readingOf(policies, policies.cursor));
      for (const { records } of requests) assert.ok(records <= MAX_RECORDS_READ + 10, String(records));
      assert.deepEqual(
        requests[0]?.found?.suggestions.map(({ text }) => text),
        ['first.example.com'],
      );
      assert.deepEqual(
        requests.at(-1)?.found?.suggestions.map(({ text }) => text),
        ['first.example.com', 'last.example.com'],
      );
    });
  });

  it('suggests nothing if the source text differs from the value', () => {
    for (const value of [
      'v=spf1 in|" "cl -all',
      'v=spf1 m\\120| -all',
      'v=spf1 m\\1|20 -all',
      'v=spf1 m|" "x -all',
    ])
      assert.equal(at(inZone(value)).found, undefined, value);
    assert.equal(replaced(at(inZone('v=spf1 " "in| -all'))), 'in');
    assert.equal(at(inTerraform('v=spf1 include:${var.x|} -all'), '/tf/main.tf').found, undefined);
    assert.equal(at(inTerraform('v=spf1 include:${var.x}.exam|ple -all'), '/tf/main.tf').found, undefined);
  });

  it('suggests nothing in comments and outside of records', () => {
    assert.equal(at(`${ZONE}; "v=spf1 |"\n`).found, undefined);
    assert.equal(at(`${ZONE}@ TXT "v=spf1 -all" ; in|\n`).found, undefined);
    assert.equal(
      at(inTerraform('v=spf1 -all').replace('ttl', '# v=spf1 in|\n  ttl'), '/tf/main.tf').found,
      undefined,
    );
  });

  const POLICY_ZONE = `${ZONE}@ TXT "v=spf1 mx -all"\n`;
  /** The cursor in a text record of that name. */
  const inRecord = (owner: string, value: string): Marked => at(`${POLICY_ZONE}${owner} TXT "${value}"\n`);

  const POLICIES = [
    ['_dmarc', 'v=DMARC1; |', 'p='],
    ['_dmarc', 'v=DMARC1; p=none; |', 'rua='],
    ['_dmarc', 'v=DMARC1; p=|', 'none'],
    ['_dmarc', 'v=DMARC1; p=rej|', 'none'],
    ['_dmarc', 'v=DMARC1; p=none; adkim=|', 'r'],
    ['_dmarc', 'v=DMARC1; p=none; ruf=mailto:a@example.com; fo=1:|', 'd'],
    ['_smtp._tls', 'v=TLSRPTv1; |', 'rua='],
    ['_smtp._tls', 'v=TLSRPTv1; rua=|', 'mailto:tls-reports@example.com'],
    ['_mta-sts', 'v=STSv1; |', 'id='],
    ['default._bimi', 'v=BIMI1; |', 'l='],
    ['default._bimi', 'v=BIMI1; l=https://example.com/l.svg; avp=|', 'brand'],
    ['s2._domainkey', 'v=DKIM1; |', 'k='],
    ['s2._domainkey', 'v=DKIM1; k=|', 'rsa'],
    ['s2._domainkey', 'v=DKIM1; t=|; p=', 's'],
  ] as const;
  for (const [owner, value, first] of POLICIES) {
    it(`suggests ${first} in ${value} of ${owner}`, () => {
      const marked = inRecord(owner, value);
      assert.equal(textsOf(marked)[0], first);
      for (const { text, explain } of marked.found?.suggestions ?? []) assert.ok(explain(), text);
    });
  }

  it('explains a value like the hover', () => {
    const { found } = inRecord('_dmarc', 'v=DMARC1; p=|');
    const reject = found?.suggestions.find(({ text }) => text === 'reject');
    assert.match(reject?.explain()?.source ?? '', /reject failing mail/);
  });

  it('replaces one value of a list, and one tag', () => {
    assert.equal(replaced(inRecord('_dmarc', 'v=DMARC1; p=none; fo=1:|d')), 'd');
    assert.equal(replaced(inRecord('_dmarc', 'v=DMARC1; p= n|one ; fo=1')), 'none');
    assert.equal(replaced(inRecord('_dmarc', 'v=DMARC1; ad|; p=none')), 'ad');
    const renamed = inRecord('_dmarc', 'v=DMARC1; p=none; ad|=r');
    assert.equal(replaced(renamed), 'ad');
    assert.ok(textsOf(renamed).includes('adkim'));
  });

  it('suggests known report addresses, and the usual address', () => {
    const zone = `${POLICY_ZONE}_dmarc.news TXT "v=DMARC1; p=none; rua=mailto:a@example.com, mailto:b@example.net"\n`;
    const inZoneWith = (value: string): Marked => at(`${zone}_dmarc TXT "${value}"\n`);
    const usual = 'mailto:dmarc@example.com';
    assert.deepEqual(textsOf(inZoneWith('v=DMARC1; p=none; rua=|')), [
      'mailto:a@example.com',
      'mailto:b@example.net',
      usual,
      'mailto:',
    ]);
    const second = inZoneWith('v=DMARC1; p=none; rua=mailto:a@example.com,|');
    assert.deepEqual(textsOf(second), ['mailto:b@example.net', usual, 'mailto:']);
    assert.equal(replaced(inZoneWith('v=DMARC1; p=none; rua=mailto:d|')), 'mailto:d');
    assert.deepEqual(textsOf(inZoneWith('v=DMARC1; p=none; ruf=mailto:d|@')), [
      'mailto:a@example.com',
      'mailto:b@example.net',
      usual,
    ]);
    assert.match(second.found?.suggestions[0]?.explain()?.source ?? '', /example\.net/);
    assert.deepEqual(
      findingsAfter(inZoneWith('v=DMARC1; p=none; rua=|')).filter((one) => !/b@example/.test(one)),
      [],
    );
  });

  it('suggests the version that is expected at a name', () => {
    assert.deepEqual(textsOf(inRecord('_dmarc', '|')), ['v=DMARC1']);
    assert.deepEqual(textsOf(inRecord('_smtp._tls', 'v=|')), ['v=TLSRPTv1']);
    assert.deepEqual(textsOf(inRecord('s2._domainkey', 'v|')), ['v=DKIM1']);
    assert.deepEqual(textsOf(inRecord('news', '|')), ['v=spf1']);
    assert.equal(inRecord('@', '|').found, undefined, 'the name has a policy');
    assert.equal(inRecord('news', 'site-verification=|').found, undefined);
    assert.deepEqual(textsOf(at(`${ZONE}_dmarc TXT |\n`)), ['"v=DMARC1"']);
    assert.deepEqual(textsOf(at(`${ZONE}news 300 IN TXT ( |\n`)), ['"v=spf1"']);
    for (const line of ['_dmarc TXT | "a"', '_dmarc TXT "a" |', '@ MX | 10 mail'])
      assert.equal(at(`${POLICY_ZONE}${line}\n`).found, undefined, line);
  });

  it('suggests nothing in keys, notes, other values and before a tag', () => {
    for (const value of [
      'v=DKIM1; p=|',
      'v=DKIM1; p=MII|BIjAN',
      'v=DKIM1; n=no|te; p=',
      'v=DKIM1; | p=MIIB',
      'v=DKIM1; |p=MIIB',
      'v=DK|IM1; p=MIIB',
      'v=DKIM1; k=rsa |; p=MIIB',
    ])
      assert.equal(inRecord('s2._domainkey', value).found, undefined, value);
  });

  it('suggests owners that mail needs at the start of a line', () => {
    const marked = at(`${ZONE}_d|\n`);
    assert.equal(replaced(marked), '_d');
    assert.deepEqual(textsOf(marked).slice(0, 4), ['_dmarc', 'default._domainkey', '_mta-sts', '_smtp._tls']);
    const dmarc = marked.found?.suggestions.find(({ text }) => text === '_dmarc');
    assert.equal(dmarc?.explain()?.source, 'The DMARC policy of `example.com`.');
    const below = at(`${ZONE}$ORIGIN news.example.com.\n|\n`).found?.suggestions[0];
    assert.equal(below?.explain()?.source, 'The DMARC policy of `news.example.com`.');
    assert.ok(!textsOf(at(`${ZONE}_dmarc TXT "v=DMARC1; p=none"\n_d|\n`)).includes('_dmarc'));
  });

  it('suggests the DKIM keys of services as a set, and each of those that records imply', () => {
    const zone = `${ZONE}@ TXT "v=spf1 include:spf.messagingengine.com -all"\n@ MX 10 in1-smtp.messagingengine.com.\n`;
    const marked = at(`${zone}fm|\n`);
    const set = marked.found?.suggestions.find(({ label }) => label === 'DKIM for Fastmail');
    assert.equal(
      set?.text,
      ['fm1', 'fm2', 'fm3']
        .map((one) => `${one}._domainkey IN CNAME ${one}.example.com.dkim.fmhosted.com.`)
        .join('\n'),
    );
    assert.equal(set.detail, '3 CNAMEs');
    const key = marked.found?.suggestions.find(({ text }) => text === 'fm1._domainkey');
    assert.equal(key?.detail, 'Fastmail');
    assert.ok(!textsOf(at(`${ZONE}fm|\n`)).includes('fm1._domainkey'), 'no record hints at it');
    const there = `${zone}fm1._domainkey CNAME fm1.example.com.dkim.fmhosted.com.\nfm|\n`;
    assert.ok(
      !textsOf(at(there)).includes('fm1._domainkey') && textsOf(at(there)).includes('fm2._domainkey'),
    );
    assert.equal(
      at(`${zone}fm| IN A 192.0.2.1\n`).found?.suggestions.find(({ label }) => label !== undefined),
      undefined,
      'a set is for an empty line',
    );
  });

  it('suggests first the type that a name has', () => {
    const first = (line: string): string | undefined => textsOf(at(`${ZONE}${line}\n`))[0];
    assert.equal(first('fm1._domainkey |'), 'CNAME');
    assert.equal(first('_imaps._tcp |'), 'SRV');
    assert.equal(first('_25._tcp.mail |'), 'TLSA');
    assert.equal(first('_dmarc |'), 'TXT');
  });

  it('suggests types at their place', () => {
    for (const line of ['www |', ' |', 'www 300 IN T|', '@ IN 1h T|', '* T|XT "x"', 'a.example.com. CN|']) {
      const marked = at(`${ZONE}${line}\n`);
      assert.ok(textsOf(marked).includes('TXT') && textsOf(marked).includes('CNAME'), line);
    }
    assert.equal(replaced(at(`${ZONE}* T|XT "x"\n`)), 'TXT');
    const [txt] = at(`${ZONE}www |\n`).found?.suggestions ?? [];
    assert.match(txt?.explain()?.source ?? '', /SPF, DKIM and DMARC/);
  });

  it('suggests no types in data, comments, directives and between parentheses', () => {
    for (const line of [
      '@ A |',
      '@ MX 1|0 mail',
      '; www |',
      'www ; T|',
      '$TTL |',
      '$ORI|GIN example.com.',
      'www TXT ( "a"\n |"b" )',
      '@ SOA a. b. ( 1\n | 2\n 3 4 5 )',
      'www TXT ( "a;(" ; )\n T|',
    ])
      assert.equal(at(`${ZONE}${line}\n`).found, undefined, line);
    assert.equal(
      at(inTerraform('v=spf1 -all').replace('resource', '_d|\nresource'), '/tf/main.tf').found,
      undefined,
    );
  });

  describe('of macros', () => {
    const mark = (value: string): Marked => at(inZone(value));

    it('suggests letters with their meaning, and closes the brace', () => {
      const marked = mark('v=spf1 exists:%{|');
      assert.deepEqual(textsOf(marked), ['i}', 'd}', 's}', 'l}', 'o}', 'h}', 'v}']);
      const address = marked.found?.suggestions.find(({ text }) => text === 'i}');
      assert.match(address?.explain()?.source ?? '', /address of the sending host[^]*192\.0\.2\.3/);
      assert.deepEqual(textsOf(mark('v=spf1 exists:%{|}._spf.example.com -all')).slice(0, 2), ['i', 'd']);
    });

    it('suggests transformers for the value of a letter', () => {
      const marked = mark('v=spf1 include:%{i|}.%{d} -all');
      assert.deepEqual(textsOf(marked), ['i', 'ir', 'i1', 'i2', 'i1r', 'i-', 'ir-']);
      assert.equal(replaced(marked), 'i');
      const reversed = marked.found?.suggestions.find(({ text }) => text === 'ir');
      assert.match(reversed?.explain()?.source ?? '', /3\.2\.0\.192/);
      assert.equal(replaced(mark('v=spf1 exists:%{L1|r}.example.com -all')), 'L1r');
      assert.ok(textsOf(mark('v=spf1 exists:%{L|')).includes('Lr-}'));
    });

    it('makes valid macros', () => {
      for (const value of ['v=spf1 exists:%{|}.example.com -all', 'v=spf1 exists:%{i|}.example.com -all'])
        assert.deepEqual(
          findingsAfter(mark(value)).filter((one) => /macro-syntax|exp-only|macro-p/.test(one)),
          [],
        );
    });

    it('suggests no letter where none is possible', () => {
      for (const value of ['v=spf1 exists:%{x|', 'v=spf1 exists:%{i}|', 'v=spf1 exists:%|{i}', 'v=spf1 {|'])
        assert.ok(
          textsOf(mark(value)).every((text) => !/^[a-z]\d?r?-?\}?$/.test(text)),
          value,
        );
    });

    it('works with the doubled signs of a template', () => {
      const marked = at(inTerraform('v=spf1 exists:%%{|}.example.com -all'), '/tf/main.tf');
      assert.deepEqual(textsOf(marked).slice(0, 2), ['i', 'd']);
    });
  });

  describe('of hosts in data', () => {
    const inLine = (line: string): Marked => at(`${ZONE}${line}\n`);

    it('suggests names with addresses for MX, NS and SRV, and aliases for CNAME too', () => {
      const zone = `${ZONE}www CNAME mail\n`;
      for (const line of [
        '@ MX 10 |',
        '@ NS |',
        '_imaps._tcp SRV 0 0 993 |',
        '1 PTR ma|',
        '@ MX ( 10\n |',
        '\t300 IN NS |',
      ]) {
        const texts = textsOf(at(`${zone}${line}\n`));
        assert.ok(
          texts.includes('mail') && texts.includes('@') && !texts.includes('www'),
          `${line}: ${texts.join(' ')}`,
        );
      }
      assert.ok(textsOf(at(`${zone}blog CNAME |\n`)).includes('www'));
    });

    it('writes names so that the origin completes them', () => {
      const below = at(`${ZONE}$ORIGIN news.example.com.\nhost A 192.0.2.7\n@ MX 10 |\n`);
      const texts = textsOf(below);
      assert.ok(texts.includes('host') && texts.includes('mail.example.com.'), texts.join(' '));
      assert.equal(replaced(inLine('@ MX 10 ma|il.example.com.')), 'mail.example.com.');
      assert.deepEqual(
        findingsAfter(inLine('news MX 10 |')).filter((one) => /^(?:@|mail): (?!spf-)/.test(one)),
        [],
      );
    });

    it('lists first the mail servers of services that records imply', () => {
      const marked = inLine('@ MX 5 |');
      const google = marked.found?.suggestions.find(({ text }) => text === 'aspmx.l.google.com.');
      assert.equal(google?.detail, 'Google Workspace');
      assert.equal(textsOf(marked)[0], 'aspmx.l.google.com.');
      assert.match(google.explain()?.source ?? '', /Google Workspace/);
      assert.ok(!textsOf(marked).includes('smtp.google.com.'), 'it is there');
      assert.ok(textsOf(inLine('@ MX 5 smtp|.google.com.')).includes('aspmx.l.google.com.'));
    });

    it("suggests the CNAME targets of a service's keys", () => {
      const marked = inLine('fm1._domainkey CNAME |');
      assert.deepEqual(textsOf(marked), ['fm1.example.com.dkim.fmhosted.com.']);
      assert.deepEqual(findingsAfter(marked), []);
      assert.equal(inLine('s77._domainkey CNAME |').found, undefined);
    });

    it('shows the addresses of a name', () => {
      const mail = inLine('@ MX 10 |').found?.suggestions.find(({ text }) => text === 'mail');
      assert.equal(mail?.explain()?.source, '`192.0.2.25`');
    });

    it('suggests nothing next to the place of a host', () => {
      for (const line of [
        '@ MX |',
        '@ MX 1|0 mail',
        'www A |',
        '@ MX 10 mail ; |',
        '@ MX 10 "|',
        '_a SRV 0 |',
        '@ MX 10 ma\\|105l',
      ])
        assert.equal(inLine(line).found, undefined, line);
    });
  });

  describe('of arguments in Terraform', () => {
    const inResource = (body: string, resource = 'aws_route53_record'): Marked =>
      at(
        `resource "aws_route53_zone" "main" {
  name = "example.com"
}

resource "aws_route53_record" "mail" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "mail.example.com"
  type    = "A"
  records = ["192.0.2.25"]
}

resource "${resource}" "typed" {
${body}
}
`,
        '/tf/main.tf',
      );

    it('suggests owners that do not exist yet', () => {
      const marked = inResource('  zone_id = aws_route53_zone.main.zone_id\n  name = "_d|"\n  type = "TXT"');
      assert.equal(replaced(marked), '_d');
      assert.deepEqual(textsOf(marked).slice(0, 2), ['_dmarc', 'default._domainkey']);
      assert.equal(marked.found?.suggestions[0]?.explain()?.source, 'The DMARC policy of `example.com`.');
    });

    it('suggests types', () => {
      const marked = inResource('  name = "x"\n  type = "|"');
      assert.ok(textsOf(marked).includes('TXT'));
      assert.equal(replaced(inResource('  name = "x"\n  type = "T|X"\n  records = ["a"]')), 'TX');
    });

    it('suggests hosts in values, with the quotes and dots of the service', () => {
      const body = '  zone_id = aws_route53_zone.main.zone_id\n  name = ""\n  type = "MX"\n';
      const marked = inResource(`${body}  records = ["10 ma|"]`);
      assert.equal(replaced(marked), 'ma');
      assert.ok(textsOf(marked).includes('mail.example.com'));
      const google = inResource('  name = "x"\n  type = "CNAME"\n  rrdatas = ["|"]', 'google_dns_record_set');
      assert.ok(textsOf(google).includes('mail.example.com.'));
      const priority = '  name = "@"\n  type = "MX"\n  priority = 10\n  content = "|"';
      assert.ok(textsOf(inResource(priority, 'cloudflare_dns_record')).includes('mail.example.com'));
      const azure = '  name = "@"\n  record {\n    preference = 10\n    exchange = "|"\n  }';
      assert.ok(textsOf(inResource(azure, 'azurerm_dns_mx_record')).length > 0);
    });

    it('suggests the version of a policy in an empty string', () => {
      const body = '  zone_id = aws_route53_zone.main.zone_id\n  name = "_dmarc"\n  type = "TXT"\n';
      assert.deepEqual(textsOf(inResource(`${body}  records = ["|"]`)), ['v=DMARC1']);
    });

    it('suggests nothing in other strings, templates, keys, comments and between arguments', () => {
      for (const body of [
        '  zone_id = "|"',
        '  name = "${var.x|}"',
        '  name = "_d|.${var.domain}"',
        '  name = "a\\n|"',
        '  na|me = "x"',
        '  # name = "_d|"',
        '  |',
        '  type = T|',
        '  type = "MX"\n  records = ["1|0"]',
        '  type = "A"\n  records = ["|"]',
      ])
        assert.equal(inResource(body).found, undefined, body);
      assert.equal(inResource('  name = "_d|"', 'aws_instance').found, undefined);
    });
  });

  describe('of comments that disable rules', () => {
    const before = (comment: string): Marked => at(`${ZONE}${comment}\n@ TXT "v=spf1 +all"\n`);

    it('suggests what a comment can say, and nothing in others', () => {
      const marked = before('; mailtxt-dis|');
      assert.equal(replaced(marked), 'mailtxt-dis');
      assert.deepEqual(textsOf(marked), [
        'mailtxt-disable-next-line',
        'mailtxt-disable-line',
        'mailtxt-disable',
        'mailtxt-enable',
      ]);
      for (const comment of [
        '; spf|',
        '; mailtxt-enable |',
        '; mailtxt-disable spf-all-pass -- the sp|',
        '; see mailtxt-d|',
      ])
        assert.equal(before(comment).found, undefined, comment);
    });

    it('suggests rules, first those with a finding on the record', () => {
      const marked = before('; mailtxt-disable-next-line spf-a|');
      assert.equal(replaced(marked), 'spf-a');
      const [first] = textsOf(marked);
      assert.equal(first, 'spf-all-pass');
      const allPass = marked.found?.suggestions.find(({ text }) => text === 'spf-all-pass');
      assert.equal(allPass?.detail, 'error');
      assert.ok(allPass.explain());
      const unnamed = textsOf(before('; mailtxt-disable-next-line |'));
      assert.ok(
        unnamed.indexOf('spf-all-pass') < unnamed.indexOf('bimi-a-missing'),
        'without an id, all are off',
      );
      assert.ok(!textsOf(before('; mailtxt-disable-next-line spf-all-pass, |')).includes('spf-all-pass'));
    });

    it('does so in Terraform', () => {
      const resource = inTerraform('v=spf1 +all');
      const marked = at(
        resource.replace('  records', '  # mailtxt-disable-next-line spf-|\n  records'),
        '/tf/main.tf',
      );
      assert.ok(textsOf(marked).includes('spf-all-pass'));
      const other = at(
        resource.replace('  records', '  // mailtxt-disable-next-line |\n  records'),
        '/tf/main.tf',
      );
      assert.ok(textsOf(other).includes('spf-all-pass'));
    });
  });

  it('knows the origin and open parentheses at any distance', () => {
    const open = `${ZONE}www TXT (\n${'; a comment\n'.repeat(2000)}`;
    assert.deepEqual(textsOf(at(`${open}|\n`)), ['"v=spf1"'], 'data, and not an owner');
    assert.equal(at(`${open} |\n "a" )\n`).found, undefined);
    const far = `${ZONE}$ORIGIN news.example.com.\n;${'-'.repeat(200_000)}\n|\n`;
    assert.equal(at(far).found?.suggestions[0]?.explain()?.source, 'The DMARC policy of `news.example.com`.');
  });

  it('suggests each tag of a standard', () => {
    assert.deepEqual(
      [...suggestedTags('dmarc'), 'v'].sort(),
      tagNames()
        .filter((name) => !isRemoved(name))
        .sort(),
    );
  });

  it('suggests no tag or value that is a fault', () => {
    const key = 'p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';
    for (const marked of [
      inRecord('_dmarc', 'v=DMARC1; p=reject; adkim=|; rua=mailto:a@example.com'),
      inRecord('_dmarc', 'v=DMARC1; p=reject; fo=|; rua=mailto:a@example.com; ruf=mailto:a@example.com'),
      inRecord('s2._domainkey', `v=DKIM1; k=ed25519; s=|; ${key}`),
      inRecord('s2._domainkey', `v=DKIM1; k=ed25519; h=|; ${key}`),
    ])
      assert.deepEqual(findingsAfter(marked), [], marked.text);
    // These are how one starts, and a finding says to go on from there.
    assert.deepEqual(findingsAfter(inRecord('s2._domainkey', `v=DKIM1; k=ed25519; t=|; ${key}`)), [
      'y: dkim-t-testing',
    ]);
  });

  it('keeps the cursor within one line, at each place of the examples', () => {
    let places = 0;
    for (const path of filesIn('examples')) {
      const text = readFileSync(path, 'utf8');
      const made = workspace();
      if (!made.add(`/${path}`, text)) continue;
      for (let cursor = 0; cursor <= text.length; cursor++) {
        const found = completionsAt(made, `/${path}`, cursor);
        if (found === undefined) continue;
        places++;
        const { start, end } = found.range;
        assert.ok(start <= cursor && cursor <= end, `${path} ${cursor}`);
        assert.doesNotMatch(text.slice(start, end), /\n/);
        for (const { explain } of found.suggestions.slice(0, 3)) explain();
      }
    }
    assert.ok(places > 20);
  });
});

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : [path]));
}
