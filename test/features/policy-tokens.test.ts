import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import type { PartKind } from '../../server/src/email/policy-parts.ts';
import { MAX_TOKEN_RECORDS, MAX_TOKENS, policyTokens } from '../../server/src/features/policy-tokens.ts';
import { rangeOf } from '../../server/src/text/range.ts';

const LETTERS: Readonly<Record<PartKind, string>> = {
  version: 'v',
  qualifier: 'q',
  mechanism: 'm',
  name: 'n',
  separator: '=',
  value: 's',
  number: '0',
  word: 'w',
  macro: '%',
};

function workspaceWith(path: string, text: string): Workspace {
  const workspace = createWorkspace({
    include: () => undefined,
    originOf: () => 'example.com',
    severityOf: () => undefined,
  });
  workspace.add(path, text);
  return workspace;
}

/** The text, and below each line with tokens a letter for each character of one. */
function marked(path: string, text: string, within = rangeOf(0, text.length)): string {
  const kinds = Array.from({ length: text.length }, () => ' ');
  for (const { kind, range } of policyTokens(workspaceWith(path, text), path, within)) {
    for (let at = range.start; at < range.end; at++) {
      assert.equal(kinds[at], ' ', 'tokens overlap');
      kinds[at] = LETTERS[kind];
    }
  }
  let offset = 0;
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const below = kinds
      .slice(offset, offset + line.length)
      .join('')
      .trimEnd();
    lines.push(line, ...(below === '' ? [] : [below]));
    offset += line.length + 1;
  }
  return lines.join('\n');
}

/** A text with its marks, as it is expected. */
function check(path: string, expected: string): void {
  const text = expected
    .split('\n')
    .filter((line) => !/^ +[vqmn=s0w% ]+$/.test(line))
    .join('\n');
  assert.equal(marked(path, text), expected);
}

describe('the parts of a policy, for colors', () => {
  it('are those of SPF', () => {
    check(
      'example.com.zone',
      `@ IN TXT "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 a mx/24//64 -include:_spf.example.net ~all"
          vvvvvv mmm=000000000000 mmm=0000000000000 m mm0000000 qmmmmmmm=ssssssssssssssss qmmm
@ IN TXT "v=spf1 ?exists:%{i}._spf.%{d2} redirect=_spf.example.net exp=e.%{d}"
          vvvvvv qmmmmmm=%%%%ssssss%%%%% nnnnnnnn=ssssssssssssssss nnn=ss%%%%`,
    );
  });

  it('are those of lists of tags', () => {
    check(
      'example.com.zone',
      `_dmarc IN TXT "v=DMARC1; p=reject; pct = 50; fo=1:d; rua=mailto:a@example.com"
               n=vvvvvv= n=wwwwww= nnn = 00= nn=w=w= nnn=ssssssssssssssssssss
k._domainkey IN TXT "v=DKIM1; k=rsa; t=y:s; p=MIGfMA0G"
                     n=vvvvv= n=www= n=w=w= n=ssssssss
_mta-sts IN TXT "v=STSv1; id=20260101"
                 n=vvvvv= nn=00000000`,
    );
  });

  it('cross strings and escapes, and leave out what is between', () => {
    check(
      'example.com.zone',
      `@ IN TXT ( "v=spf1 include:_spf.ex"
            vvvvvv mmmmmmm=sssssss
           "ample.net a:caf\\233.example -all" ) ; v=spf1
            sssssssss m=sssssssssssssss qmmm`,
    );
  });

  it('are in no other record, and in no unknown part', () => {
    check(
      'example.com.zone',
      `www IN TXT "v=something else; p=reject"
@ IN TXT "v=spf1 include:{{ name }}.example.net {{ more }} -all"
          vvvvvv mmmmmmm           ssssssssssss            qmmm`,
    );
  });

  it('are at their source in Terraform, and nowhere else', () => {
    check(
      '/main.tf',
      `locals {
  spf = "v=spf1 include:_spf.example.net -all"
         vvvvvv mmmmmmm=ssssssssssssssss qmmm
}
resource "aws_route53_record" "spf" {
  name = "example.com"
  type = "TXT"
  records = [local.spf]
}
resource "aws_route53_record" "dmarc" {
  name = "_dmarc.example.com"
  type = "TXT"
  records = ["v=DMARC1; p=\${var.policy}; adkim=s"]
              n=vvvvvv= n=             = nnnnn=w
}
resource "aws_route53_record" "macro" {
  name = "m.example.com"
  type = "TXT"
  records = ["v=spf1 exists:%%{i}.example.net -all"]
              vvvvvv mmmmmm=%%%%%ssssssssssss qmmm
}`,
    );
  });

  it('are searched in the records that a range touches', () => {
    const line = '@ IN TXT "v=spf1 -all"\n';
    const text = line.repeat(3);
    assert.equal(
      marked('example.com.zone', text, rangeOf(line.length, line.length + 3)),
      text,
      'the strings are outside',
    );
    const kinds = policyTokens(
      workspaceWith('example.com.zone', text),
      'example.com.zone',
      rangeOf(line.length, 2 * line.length),
    );
    assert.deepEqual(
      kinds.map(({ range }) => text.slice(range.start, range.end)),
      ['v=spf1', '-', 'all'],
    );
  });

  it('are limited to a number of records', () => {
    const text = '@ IN TXT "v=spf1 -all"\n'.repeat(MAX_TOKEN_RECORDS + 10);
    const tokens = policyTokens(
      workspaceWith('example.com.zone', text),
      'example.com.zone',
      rangeOf(0, text.length),
    );
    assert.equal(tokens.length, 3 * MAX_TOKEN_RECORDS);
  });

  it('are limited in number', () => {
    const text = `@ IN TXT ( "v=spf1 " ${'"a mx "'.repeat(100)} )\n`.repeat(1 + MAX_TOKENS / 200);
    const tokens = policyTokens(
      workspaceWith('example.com.zone', text),
      'example.com.zone',
      rangeOf(0, text.length),
    );
    assert.equal(tokens.length, MAX_TOKENS);
  });
});
