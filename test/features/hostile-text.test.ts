import assert from 'node:assert/strict';
import { hoverAt } from '../../server/src/features/hover.ts';
import { POLICY_KINDS, policyKindOf, type PolicyKind } from '../../server/src/email/policies.ts';
import { FORMS, TEXT_TYPES } from '../../server/src/records/rdata/forms.ts';
import { HOSTILE, HOSTILE_SAMPLE, LONG, textsOfPages, zoneLabel, zoneStrings } from '../harness/hostile.ts';
import { foreignIn, unprintableIn } from '../harness/rendered.ts';
import { workspace } from '../harness/workspace.ts';

const PATH = '/zones/hostile.zone';
const HEAD = '$ORIGIN example.com.\n$TTL 3600\n@ SOA ns1 hostmaster 1 7200 3600 1209600 3600\n';

/** A line of a zone file, and what hostile text it holds. */
interface Line {
  readonly line: string;
  readonly from: string;
}

const OWNERS: Readonly<Record<PolicyKind, string>> = {
  spf: '@',
  dmarc: '_dmarc',
  dkim: 's1._domainkey',
  'mta-sts': '_mta-sts',
  'tls-rpt': '_smtp._tls',
  bimi: 'default._bimi',
};

/** One text for each tag and term of each policy, found in the pages of the rules. */
function seedsOfPolicies(): ReadonlyMap<
  string,
  { readonly kind: PolicyKind; readonly text: string; readonly at: number }
> {
  const seeds = new Map<string, { kind: PolicyKind; text: string; at: number }>();
  for (const text of textsOfPages()) {
    const kind = policyKindOf(text, 'example.com');
    if (kind === undefined) continue;
    for (const { 0: name, index } of text.matchAll(/[A-Za-z]\w*\s*[=:/]/g)) {
      const key = `${kind} ${name.toLowerCase()}`;
      if (!seeds.has(key)) seeds.set(key, { kind, text, at: index + name.length });
    }
  }
  return seeds;
}

function* policyLines(hostile: string): Iterable<Line> {
  for (const [key, { kind, text, at }] of seedsOfPolicies()) {
    const from = `${key} ${JSON.stringify(hostile)}`;
    const end = at + (/^[^\s;,]*/.exec(text.slice(at))?.[0].length ?? 0);
    const record = (changed: string): Line => ({ line: `${OWNERS[kind]} TXT ${zoneStrings(changed)}`, from });
    yield record(text.slice(0, at) + hostile + text.slice(end));
    yield record(text.slice(0, end) + hostile + text.slice(end));
    yield record(text.slice(0, at) + hostile + text.slice(at));
    const nameStart = at - (key.length - kind.length - 1);
    yield record(text.slice(0, nameStart) + hostile + text.slice(nameStart));
  }
}

function* recordLines(hostile: string): Iterable<Line> {
  const label = zoneLabel(hostile);
  const texts = zoneStrings(hostile);
  for (const type of [...FORMS.keys(), ...TEXT_TYPES]) {
    const from = `${type} ${JSON.stringify(hostile)}`;
    yield { line: `${label} ${type} ${label}`, from };
    yield { line: `x ${type} 10 ${label}.example.`, from };
    yield { line: `x ${type} 1 1 1 ${label}`, from };
    yield { line: `x ${type} ${label} ${label} 1 2 3 4 5`, from };
    yield { line: `x ${type} ${texts}`, from };
    yield { line: `x ${type} 0 issue ${texts}`, from };
  }
  const from = JSON.stringify(hostile);
  for (const owner of [
    '_dmarc',
    '_domainkey',
    's._domainkey',
    '_mta-sts',
    '_smtp._tls',
    'x._bimi',
    'y._report._dmarc',
    '_25._tcp',
    '*',
  ])
    yield { line: `${owner}.${label} TXT "x"`, from: `${owner} ${from}` };
  yield { line: `${label}._domainkey TXT "x"`, from };
  yield { line: `${label}._report._dmarc TXT "x"`, from };
  yield { line: `$ORIGIN ${label}.example.`, from };
  yield { line: `$INCLUDE ${label}`, from };
  yield { line: `$${label}`, from };
  yield { line: `x ${label} TXT "x"`, from };
  yield { line: `x ${hostile.replace(/[\n\r]/g, ' ')}`, from };
}

/** Characters of a line in which hovers are looked for: more than any field of ours before hostile text. */
const MAX_PROBED = 400;

/** Where another hover may begin. */
const TOKENS = /\w+|[^\w\s\\"()]/g;

/** Each different text of a hover on the line, at every place where another one begins. */
function hoversOf(lines: readonly Line[]): ReadonlyMap<string, string> {
  const text = `${HEAD}${lines.map(({ line }) => line).join('\n')}\n`;
  const made = workspace();
  made.add(PATH, text, { format: 'zone' });
  const hovers = new Map<string, string>();
  let start = HEAD.length;
  for (const { line, from } of lines) {
    let explained = 0;
    for (const { index } of line.slice(0, MAX_PROBED).matchAll(TOKENS)) {
      if (start + index < explained) continue;
      const hover = hoverAt(made, PATH, start + index, { hasTime: () => false });
      if (hover === undefined) continue;
      hovers.set(hover.text.source, from);
      explained = hover.range.end;
    }
    start += line.length + 1;
  }
  return hovers;
}

/** What is wrong in the hovers on lines that hold the texts, one line for each. */
function wrongIn(
  texts: readonly string[],
  linesWith: (hostile: string) => Iterable<Line>,
): readonly string[] {
  const wrong = new Map<string, string>();
  const looked = new Set<string>();
  for (const hostile of texts) {
    for (const [hover, from] of hoversOf([...linesWith(hostile)])) {
      if (looked.has(hover)) continue;
      looked.add(hover);
      const [first] = [...foreignIn(hover), ...unprintableIn(hover)];
      if (first !== undefined)
        wrong.set(from, `${from.slice(0, 80)} makes ${first.slice(0, 80)} of ${hover.slice(0, 200)}`);
    }
  }
  return [...wrong.values()];
}

/** The first field of each policy, and a name. */
function* fewLines(hostile: string): Iterable<Line> {
  const kinds = new Set<PolicyKind>();
  for (const { kind, text, at } of seedsOfPolicies().values()) {
    if (kinds.has(kind)) continue;
    kinds.add(kind);
    yield {
      line: `${OWNERS[kind]} TXT ${zoneStrings(`${text}; x=${hostile}`)}`,
      from: `${kind} ${JSON.stringify(hostile)}`,
    };
    yield {
      line: `${OWNERS[kind]} TXT ${zoneStrings(text.slice(0, at) + hostile)}`,
      from: `${kind} ${JSON.stringify(hostile)}`,
    };
  }
  yield {
    line: `_dmarc.${zoneLabel(hostile)} TXT ${zoneStrings(`v=DMARC1; p=${hostile}; rua=mailto:a@${hostile}`)}`,
    from: hostile,
  };
  yield { line: `@ TXT ${zoneStrings(`v=spf1 include:${hostile} ${hostile} -all`)}`, from: hostile };
}

describe('hostile text in a hover', () => {
  it('is tried in every policy', () => {
    const kinds = new Set([...seedsOfPolicies().values()].map(({ kind }) => kind));
    assert.deepEqual([...kinds].sort(), [...POLICY_KINDS].sort());
  });

  it('stays text in every tag and term of every policy', () => {
    assert.deepEqual(wrongIn(HOSTILE_SAMPLE, policyLines), []);
  }).timeout(60_000);

  it('stays text in every field of every type of record', () => {
    assert.deepEqual(wrongIn(HOSTILE_SAMPLE, recordLines), []);
  }).timeout(60_000);

  it('stays text whatever it is, and however long', () => {
    assert.deepEqual(wrongIn([...HOSTILE, LONG], fewLines), []);
  }).timeout(60_000);
});
