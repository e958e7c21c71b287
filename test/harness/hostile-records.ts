import { policyKindOf, type PolicyKind } from '../../server/src/email/policies.ts';
import { FORMS, TEXT_TYPES } from '../../server/src/records/rdata/forms.ts';
import { textsOfPages, zoneLabel, zoneStrings } from './hostile.ts';

/** A line of a zone file, and what hostile text it holds. */
export interface Line {
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
export function seedsOfPolicies(): ReadonlyMap<
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

export function* policyLines(hostile: string): Iterable<Line> {
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

export function* recordLines(hostile: string): Iterable<Line> {
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

/** The first field of each policy, and a name. */
export function* fewLines(hostile: string): Iterable<Line> {
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
