import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { MANY, MAX_OTHERS } from '../../server/src/analysis/findings/repeated-findings.ts';
import { rules } from '../../server/src/rules/registry.ts';
import { environment, zone } from '../harness/workspace.ts';
import { SOA } from '../harness/quoted-findings.ts';

const PATH = 'example.com.zone';
const TTL = 'zone-ttl-too-low';

/** MX records at names of their own, with these TTLs. */
function withTtls(...ttls: readonly number[]): string {
  return SOA + ttls.map((ttl, i) => `h${i} ${ttl} MX 10 mail.example.net.\n`).join('');
}

function lowTtls(
  text: string,
): readonly { readonly message: string; readonly at: number; readonly others: number }[] {
  const { findings } = zone(text, PATH).shownFindings(PATH, Infinity);
  return findings
    .filter(({ rule }) => rule === TTL)
    .map(({ message, range, others }) => ({
      message,
      at: lineOf(text, range.start),
      others: others?.length ?? 0,
    }));
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length - 2;
}

describe('findings that are the same for many records', () => {
  it('are each shown if they are few', () => {
    const few = Array.from({ length: MANY - 1 }, () => 60);
    assert.deepEqual(
      lowTtls(withTtls(...few)).map(({ at, others }) => ({ at, others })),
      few.map((_, i) => ({ at: i + 1, others: 0 })),
    );
  });

  it('are one, at the first of them, if they are many', () => {
    const message =
      'Resolvers cache this MX record for only 60 seconds. The same goes for 4 other records in this file.';
    assert.deepEqual(lowTtls(withTtls(60, 60, 60, 60, 60)), [{ message, at: 1, others: 4 }]);
  });

  it('are the same only with the values that the rule names', () => {
    assert.deepEqual(
      lowTtls(withTtls(60, 30, 60, 30, 60, 30, 60, 120)).map(({ at, others }) => ({ at, others })),
      [
        { at: 1, others: 3 },
        { at: 2, others: 0 },
        { at: 4, others: 0 },
        { at: 6, others: 0 },
        { at: 8, others: 0 },
      ],
    );
  });

  it('list so many places and count the rest', () => {
    const [only] = lowTtls(withTtls(...Array.from({ length: 200 }, () => 60)));
    assert.equal(only?.others, MAX_OTHERS);
    assert.match(only.message, / 199 other records /);
  });

  it('have the fix and the places of the others in their details', () => {
    const documents = zone(withTtls(60, 60, 60, 60), PATH);
    const shown = documents.shownFindings(PATH, Infinity).findings.find(({ rule }) => rule === TTL);
    assert.ok(shown !== undefined);
    const { fixes, related } = documents.detailsOf(PATH, shown);
    assert.deepEqual(
      related.map(({ message }) => message),
      ['Also h1.example.com', 'Also h2.example.com', 'Also h3.example.com'],
    );
    assert.equal(fixes.length, 1);
    assert.equal(documents.fixesOf(PATH, shown).length, 1);
  });

  it('are counted without those that a comment turns off', () => {
    const text = withTtls(60, 60, 60, 60, 60).replace('h0 ', `; mailtxt-disable-next-line ${TTL}\nh0 `);
    const [only] = lowTtls(text);
    assert.equal(only?.others, 3);
    assert.equal(only.at, 3);
  });

  it('may be more than were checked, if there is a limit', () => {
    const documents = zone(withTtls(...Array.from({ length: 20 }, () => 60)), PATH);
    const total = documents.findings(PATH).findings.length;
    const { findings } = documents.shownFindings(PATH, total - 2);
    const shown = findings.find(({ rule }) => rule === TTL);
    assert.match(shown?.message ?? '', / at least \d+ other records /);
  });

  it('are the same in a host that takes them one block at a time', () => {
    const text = withTtls(60, 60, 30, 60, 60);
    const isStatic = createWorkspace({ ...environment({ origin: 'example.com' }), isStatic: true });
    isStatic.add(PATH, text, { format: 'zone' });
    const inTurn = [...isStatic.findingsInTurn(PATH)].map(({ message, range }) => ({ message, range }));
    const shown = zone(text, PATH, { preview: true })
      .shownFindings(PATH, Infinity)
      .findings.map(({ message, range }) => ({ message, range }));
    assert.deepEqual(inTurn, shown);
  });

  it('name only placeholders that the messages have', () => {
    for (const { id, sameWhere, messages } of rules) {
      for (const name of sameWhere ?? []) {
        assert.ok(
          Object.values(messages).some((message) => message.includes(`{${name}}`)),
          `${id}: ${name}`,
        );
      }
    }
  });
});

describe('a rule that is off by default', () => {
  const ZONE = `${SOA}_dmarc TXT "v=DMARC1; p=reject; aspf=s; rua=mailto:a@example.com"\n`;
  const found = (options: Parameters<typeof zone>[2]): readonly string[] =>
    zone(ZONE, PATH, options)
      .findings(PATH)
      .findings.filter(({ rule }) => rule === 'dmarc-strict-alignment')
      .map(({ severity }) => severity);

  it('reports nothing until its severity is set', () => {
    assert.deepEqual(found({ preview: false }), []);
    assert.deepEqual(found({ preview: false, severities: { 'dmarc-strict-alignment': 'info' } }), ['info']);
  });
});
