import assert from 'node:assert/strict';
import { hoverAt } from '../../server/src/features/hover.ts';
import { spfHints } from '../../server/src/features/spf-hints.ts';
import { spfLenses, spfLensTitle } from '../../server/src/features/spf-lenses.ts';
import { spfTreeAt } from '../../server/src/features/spf-tree.ts';
import type { SpfTreeNode } from '../../server/src/features/spf-tree.ts';
import { HEAD } from '../lsp/zones.ts';
import { workspace, type WorkspaceOptions } from '../harness/workspace.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';

const path = '/zones/db.example.com';

function open(zone: string, options: WorkspaceOptions = {}): Workspace {
  const made = workspace(options);
  made.add(path, HEAD + zone);
  return made;
}

function textOf(made: Workspace): string {
  const text = made.textOf(path);
  assert.ok(text);
  return text.slice(0, text.length);
}

function offsetOf(made: Workspace, typed: string): number {
  const at = textOf(made).indexOf(typed);
  assert.notEqual(at, -1, typed);
  return at;
}

/** 7 lookups in one include, 4 of them without a result. RFC 7208 §4.6.4 counts each term that causes a query. */
const DEEP = `_one TXT "v=spf1 a:h1.example.com a:h2.example.com a:h3.example.com include:_two.example.com -all"
_two TXT "v=spf1 a:h4.example.com mx:gone.example.com -all"
h1 A 192.0.2.11
`;

describe('the line above an SPF record', () => {
  const titles: readonly (readonly [zone: string, title: string, options?: WorkspaceOptions])[] = [
    ['@ TXT "v=spf1 -all"', '0 of 10 lookups, 11 bytes'],
    ['@ TXT "v=spf1 ip4:192.0.2.0/24 " "-all"', '0 of 10 lookups, 28 bytes'],
    ['@ TXT "v=spf1 a:ns1.example.com -all"', '1 of 10 lookups, 29 bytes'],
    ['@ TXT "v=spf1 a:gone.example.com -all"', '1 of 10 lookups, 1 void, 30 bytes'],
    [
      '@ TXT "v=spf1 a:x.example.com a:y.example.com a:z.example.com -all"',
      '3 of 10 lookups, 3 void (over the limit of 2), 59 bytes',
    ],
    ['@ TXT "v=spf1 include:_spf.example.net -all"', 'at least 1 of 10 lookups, 36 bytes'],
    [
      '@ TXT "v=spf1 include:sendgrid.net -all"',
      '2 of 10 lookups (provider data from 2026-01-16), 32 bytes: Twilio SendGrid',
    ],
    [
      '@ TXT "v=spf1 include:_spf.example.net -all"',
      '3 of 10 lookups, 36 bytes',
      {
        answers: {
          '_spf.example.net. TXT': { strings: [['v=spf1 a:m1.example.net a:m2.example.net -all']] },
          'm1.example.net. A': { data: ['192.0.2.1'] },
          'm2.example.net. A': { data: ['192.0.2.2'] },
        },
      },
    ],
    [
      `@ TXT "v=spf1 ${Array.from({ length: 11 }, () => 'mx:ns1.example.org').join(' ')} -all"`,
      '11 of 10 lookups (over the limit), 220 bytes',
    ],
    [
      '@ TXT "v=spf1 include:b.example.com -all"\nb TXT "v=spf1 include:example.com -all"',
      'its includes form a loop, 33 bytes',
    ],
    ['@ TXT "v=spf1 include: -all"', 'at least 1 of 10 lookups, 20 bytes, syntax error'],
    ['@ TXT "v=spf1 a:ns1.example.com inclde:x.example.com -all"', '2 of 10 lookups, 50 bytes, syntax error'],
  ];
  for (const [zone, title, options] of titles) {
    it(`says "${title}"`, () => {
      const made = open(`${zone}\n`, options);
      assert.equal(spfLensTitle(made, path, offsetOf(made, '@ TXT')), title);
    });
  }

  it('is above every SPF record and no other', () => {
    const made = open('@ TXT "v=spf1 -all"\n@ TXT "x"\n_dmarc TXT "v=DMARC1; p=none"\na SPF "v=spf1 -all"\n');
    const text = textOf(made);
    const records = spfLenses(made, path).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(records, ['@ TXT "v=spf1 -all"', 'a SPF "v=spf1 -all"']);
  });

  it('is above the first thousand records of a generated file', () => {
    const made = open(Array.from({ length: 1500 }, (_, i) => `n${i} TXT "v=spf1 -all"\n`).join(''));
    assert.equal(spfLenses(made, path).length, 1000);
  });

  it('counts what two files of one zone contain like the file itself', () => {
    const made = open('@ TXT "v=spf1 include:_s.example.com -all"\n_s TXT "v=spf1 -all"\n');
    made.add('/zones/inner/db.example.com', `${HEAD}_s TXT "v=spf1 a:ns1.example.com -all"\n`);
    assert.match(spfLensTitle(made, path, offsetOf(made, '@ TXT')) ?? '', /^1 of 10/);
  });
});

describe('the hints after the terms of an SPF record', () => {
  /** The text with the signs in it, as an editor shows it. */
  function shown(made: Workspace, within = { start: 0, end: Infinity }): string {
    let text = textOf(made);
    for (const { at, label } of [...spfHints(made, path, within)].reverse())
      text = `${text.slice(0, at)} ${label}${text.slice(at)}`;
    return text.slice(HEAD.length);
  }

  const signs: readonly (readonly [typed: string, shown: string])[] = [
    ['v=spf1 ip4:192.0.2.1 a:ns1.example.com -all', 'v=spf1 ip4:192.0.2.1 a:ns1.example.com ⟨1⟩ -all'],
    ['v=spf1 mx:gone.example.com ptr -all', 'v=spf1 mx:gone.example.com ⟨1, void⟩ ptr ⟨1⟩ -all'],
    ['v=spf1 include:sendgrid.net ~all', 'v=spf1 include:sendgrid.net ⟨≈2⟩ ~all'],
    ['v=spf1 include:_x.example.net ~all', 'v=spf1 include:_x.example.net ⟨≥1⟩ ~all'],
    ['v=spf1 exists:%{i}.example.net ~all', 'v=spf1 exists:%{i}.example.net ⟨1⟩ ~all'],
    ['v=spf1 redirect=_two.example.com', 'v=spf1 redirect=_two.example.com ⟨≥1⟩'],
    ['v=spf1 include:example.com ~all', 'v=spf1 include:example.com ⟨loop⟩ ~all'],
    // Receivers never evaluate terms after "all".
    ['v=spf1 -all a:ns1.example.com', 'v=spf1 -all a:ns1.example.com'],
    ['v=spf1 in" "clude:sendgrid.net -all', 'v=spf1 in" "clude:sendgrid.net ⟨≈2⟩ -all'],
  ];
  for (const [typed, expected] of signs) {
    it(expected, () => {
      const zone = typed.includes('_two') ? typed.replace('_two.example.com', '_two.example.net') : typed;
      const made = open(`@ TXT "${zone}"\n`);
      assert.equal(shown(made), `@ TXT "${expected.replace('_two.example.com', '_two.example.net')}"\n`);
    });
  }

  it('are only in the requested range', () => {
    const made = open('a TXT "v=spf1 a -all"\nb TXT "v=spf1 a -all"\nc TXT "v=spf1 a -all"\n');
    const start = offsetOf(made, 'b TXT');
    assert.equal(
      shown(made, { start, end: start + 20 }),
      'a TXT "v=spf1 a -all"\nb TXT "v=spf1 a ⟨1, void⟩ -all"\nc TXT "v=spf1 a -all"\n',
    );
  });

  it('show more in their hover', () => {
    const made = open(`@ TXT "v=spf1 a:ns1.example.com include:sendgrid.net -all"\n`);
    assert.deepEqual(
      spfHints(made, path, { start: 0, end: Infinity }).map(({ tooltip }) => tooltip),
      [
        '1 lookup (in the workspace); 1 of 10 up to here',
        '2 lookups (provider data from 2026-01-16) (not resolved, counted with provider data from 2026-01-16); 3 of 10 up to here',
      ],
    );
  });
});

describe('the tree of an SPF record', () => {
  const draw = ({ label, detail, remark, isOver, children }: SpfTreeNode, indent = ''): string =>
    `${indent}${isOver ? '! ' : ''}${label} | ${detail}${remark === undefined ? '' : ` | ${remark.kind}: ${remark.text}`}\n` +
    children.map((child) => draw(child, `${indent}  `)).join('');

  it('shows the lookups of each term, and how many there are up to it', () => {
    const made = open(`@ TXT "v=spf1 mx include:_one.example.com -all"\n${DEEP}`);
    const tree = spfTreeAt(made, path, offsetOf(made, '@ TXT'));
    assert.ok(tree);
    assert.equal(
      draw(tree),
      `example.com | 8 of 10 lookups, 5 void (over the limit of 2), 39 bytes
  mx | 1, void (1 so far) | warning: no records found
  include:_one.example.com | 7 (8 so far)
    a:h1.example.com | 1 (3 so far)
    a:h2.example.com | 1, void (4 so far) | warning: no records found
    a:h3.example.com | 1, void (5 so far) | warning: no records found
    include:_two.example.com | 3 (8 so far)
      a:h4.example.com | 1, void (7 so far) | warning: no records found
      mx:gone.example.com | 1, void (8 so far) | warning: no records found
`,
    );
  });

  it('marks where the limit is exceeded', () => {
    const terms = Array.from({ length: 9 }, () => 'a:ns1.example.com').join(' ');
    const made = open(`@ TXT "v=spf1 ${terms} include:_s.example.com a:ns2.example.com -all"
_s TXT "v=spf1 a:ns1.example.com -all"
`);
    const tree = spfTreeAt(made, path, offsetOf(made, '@ TXT'));
    const over = tree?.children.filter(({ isOver }) => isOver).map(({ label }) => label);
    assert.deepEqual(over, ['include:_s.example.com', 'a:ns2.example.com']);
    assert.equal(tree?.isOver, true);
  });

  it('opens the record of a child, the addresses of a host, or otherwise the term', () => {
    const made = open(
      '@ TXT "v=spf1 include:_s.example.com a:ns1.example.com include:spf.example.net -all"\n_s TXT "v=spf1 -all"\n',
    );
    const text = textOf(made);
    const tree = spfTreeAt(made, path, offsetOf(made, '@ TXT'));
    const places = tree?.children.map(({ place }) => place && text.slice(place.range.start, place.range.end));
    assert.deepEqual(places, ['"v=spf1 -all"', 'ns1 IN A 192.0.2.1', 'include:spf.example.net']);
  });

  it('shows the fault of a child', () => {
    const remark = (zone: string): string | undefined => {
      const made = open(`@ TXT "v=spf1 include:b.example.com -all"\n${zone}\n`);
      return spfTreeAt(made, path, offsetOf(made, '@ TXT'))?.children[0]?.remark?.text;
    };
    assert.equal(remark(''), 'has no SPF record');
    assert.equal(remark('b TXT "v=spf1 -all"\nb TXT "v=spf1 ~all"'), 'has more than one SPF record');
    assert.equal(remark('b TXT "v=spf1 foo:bar -all"'), 'its SPF record has a syntax error');
    assert.equal(remark('b TXT "v=spf1 -all"'), undefined);
  });

  it('stays small if records include each other repeatedly', () => {
    const zone = Array.from(
      { length: 15 },
      (_, i) => `n${i} TXT "v=spf1 include:n${i + 1}.example.com include:n${i + 1}.example.com -all"\n`,
    ).join('');
    const made = open(zone);
    const tree = spfTreeAt(made, path, offsetOf(made, 'n0 TXT'));
    const count = (node: SpfTreeNode): number => node.children.reduce((sum, child) => sum + count(child), 1);
    assert.ok(tree);
    assert.ok(count(tree) < 600, String(count(tree)));
    assert.match(draw(tree), /… \| the rest is not shown/);
  });

  it('does not exist for other records', () => {
    const made = open('@ TXT "x"\n');
    assert.equal(spfTreeAt(made, path, offsetOf(made, '@ TXT')), undefined);
  });
});

describe('hovering over a term of SPF', () => {
  function said(made: Workspace, at: string, options = { spfTree: true }): string {
    return hoverAt(made, path, offsetOf(made, at), options)?.text.source ?? '';
  }

  it('shows what it allows, and where that is known from', () => {
    const made = open(
      `@ TXT "v=spf1 include:_s.example.com -all"
_s TXT "v=spf1 ip4:192.0.2.0/28 ip6:2001:db8::/32 a:ns1.example.com/28 include:_x.example.net ?all"
`,
      {
        answers: {
          '_x.example.net. TXT': { strings: [['v=spf1 mx:example.net +all']] },
          'example.net. MX': { data: ['10 mail.example.net.', '20 other.example.net.'] },
          'mail.example.net. A': { data: ['198.51.100.7'] },
          'mail.example.net. AAAA': 'NODATA',
        },
      },
    );
    assert.ok(
      said(made, 'include:_s').endsWith(`
**4 lookups**, 4 of 10 up to here

\`\`\`text
include:_s.example.com  ⟨4⟩  (in the workspace)
  ip4:192.0.2.0/28 ip6:2001:db8::/32
  a:ns1.example.com/28  ⟨1⟩
    192.0.2.0/28
  include:_x.example.net  ⟨2⟩  (recorded)
    mx:example.net  ⟨1⟩
      mail.example.net: 198.51.100.7
      other.example.net: …
    +all
\`\`\``),
      said(made, 'include:_s'),
    );
  });

  it('shows what is remembered, and from when', () => {
    const made = open('@ TXT "v=spf1 include:sendgrid.net -all"\n');
    assert.match(
      said(made, 'sendgrid'),
      /\*\*2 lookups \(provider data from 2026-01-16\)\*\*, 2 of 10 up to here\n\n```text\ninclude:sendgrid\.net {2}⟨≈2⟩ {2}\(not resolved, counted with provider data from 2026-01-16\)\n```/,
    );
  });

  it('can be turned off, and is silent on terms without lookups', () => {
    const made = open('@ TXT "v=spf1 include:sendgrid.net ip4:192.0.2.1 -all"\n');
    assert.doesNotMatch(said(made, 'sendgrid', { spfTree: false }), /```/);
    assert.doesNotMatch(said(made, 'ip4:'), /```/);
  });

  it('stays short', () => {
    const hosts = Array.from({ length: 40 }, (_, i) => `a:h${i}.example.com`).join(' ');
    const made = open(`@ TXT "v=spf1 include:_s.example.com -all"\n_s TXT "v=spf1 ${hosts} -all"\n`);
    const [, block = ''] = /```text\n([^]*?)\n```/.exec(said(made, 'include:_s')) ?? [];
    assert.equal(block.split('\n').length, 25);
    assert.ok(block.endsWith('\n…'));
  });
});
