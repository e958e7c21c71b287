import assert from 'node:assert/strict';
import { hoverAt } from '../../server/src/features/hover.ts';
import { around, path } from './around.ts';

/** The characters that the hover at `$0` is about, and its Markdown. */
function hover(marked: string): { of: string; text: string } | undefined {
  const { workspace, text, cursor } = around(marked);
  const found = hoverAt(workspace, path, cursor);
  return found && { of: text.slice(found.range.start, found.range.end), text: found.text.source };
}

describe('hoverAt', () => {
  it('is on a term, through an escape and a joint', () => {
    const found = hover('$ORIGIN example.com.\n@ TXT "v=spf1 in\\099l" "u$0de:example.net -all"\n');
    assert.equal(found?.of, 'in\\099l" "ude:');
    assert.match(found.text, /include/);
  });

  it('is on the character after the cursor, not the one before it', () => {
    assert.equal(hover('$ORIGIN example.com.\n@ $0TXT "x"\n')?.of, 'TXT');
    assert.equal(hover('$ORIGIN example.com.\n@ TXT$0 "x"\n'), undefined);
  });

  it('shows the length of a text of several strings', () => {
    assert.equal(
      hover('a.example.com. TXT "one" "$0two"\n')?.text,
      '6 octets in 2 strings, joined without spaces between them.',
    );
    assert.equal(hover('a.example.com. TXT "$0one"\n'), undefined);
  });

  it('shows full names, by the origin at that place', () => {
    const zone = '$ORIGIN example.com.\nwww A 192.0.2.1\n$ORIGIN example.net.\n';
    assert.equal(hover(`${zone}w$0ww A 192.0.2.1\n`)?.text, '**`www.example.net.`**');
    assert.match(hover(`${zone}www CNAME h$0ost\n`)?.text ?? '', /^\*\*`host\.example\.net\.`\*\*\n\n/);
    assert.match(
      hover(`${zone}www CNAME h$0ost.example.org.\n`)?.text ?? '',
      /^\*\*`host\.example\.org\.`\*\*\n\n/,
    );
  });

  it('shows where the origin of a file is from', () => {
    assert.match(
      hover('; mailtxt: origin=example.org.\nw$0ww A 192.0.2.1\n')?.text ?? '',
      /`example\.org\.` \(from a comment/,
    );
  });

  it('names the service that a record points to', () => {
    const zone = '$ORIGIN example.com.\n';
    const cases = [
      ['@ MX 10 aspmx$0.l.google.com.\n', 'Google Workspace'],
      ['k2._domainkey CNAME dkim2$0.mcsv.net.\n', 'Mailchimp'],
      ['pm-bounces CNAME pm$0.mtasv.net.\n', 'Postmark'],
    ] as const;
    for (const [record, name] of cases)
      assert.match(hover(zone + record)?.text ?? '', new RegExp(`^\\*\\*\`.+\`\\*\\* ${name}`));
    assert.doesNotMatch(hover(`${zone}www CNAME aspmx$0.l.google.com.\n`)?.text ?? '', /Google/);
  });

  it('explains the null MX', () => {
    assert.match(hover('example.com. MX 0 $0.\n')?.text ?? '', /does not accept any mail/);
    assert.doesNotMatch(hover('example.com. MX 0 $0mail.example.com.\n')?.text ?? '', /no mail at all/);
  });

  it('shows times in words', () => {
    assert.equal(
      hover('example.com. 5$0400 A 192.0.2.1\n')?.text,
      '**TTL** 5400 seconds (1 hour 30 minutes)',
    );
    assert.match(
      hover('example.com. SOA a. b. 1 $02h 3 4 5\n')?.text ?? '',
      /^\*\*7200 seconds \(2 hours\)\*\*/,
    );
  });

  it('is silent in comments, spaces and unknown data', () => {
    assert.equal(hover('; com$0ment\n'), undefined);
    assert.equal(hover('a.example.com. $0  A 192.0.2.1\n'), undefined);
    assert.equal(hover('a.example.com. TYPE65280 \\# 1 0$00\n'), undefined);
    assert.equal(hover('$0'), undefined);
  });

  it('shows why a fault matters before the meaning of the text', () => {
    const { text } = hover('a.example.com. TXT "v=spf1 +a$0ll"\n') ?? { text: '' };
    assert.match(text, /^\*\*\[spf-all-pass\]\(https:.*\n\n\*\*`all`\*\*/);
  });

  it('explains directives at their word only', () => {
    assert.equal(hover('$TT$0L 3600\n')?.of, '$TTL');
    assert.equal(hover('$TTL 36$000\n'), undefined);
  });
});
