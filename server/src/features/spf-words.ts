import { several } from '../text/several.ts';
import type { AnswerSource } from '../dns/facts.ts';
import { MAX_MX_NAMES, MAX_VOID_LOOKUPS } from '../email/spf/evaluate/check-host.ts';
import type { Cost, LookupState, LookupTree, TermCost } from '../email/spf/lookup-tree.ts';
import { MAX_LOOKUP_TERMS } from '../email/spf/lookups.ts';
import type { SpfRecord, SpfTerm } from '../email/spf/model.ts';
import { FAMILY_NAMES, voidExcess } from '../email/spf/void-lookups.ts';
import { HOLE } from '../text/mapped-text.ts';
import { printable } from '../text/printable.ts';
import type { Range } from '../text/range.ts';

/** A number of lookups for display. */
export interface Count {
  readonly lookups: number;
  readonly atLeast: boolean;
  /** The date of the oldest provider data in it. */
  readonly asOf: string | undefined;
}

/** The certain number; if records of providers are not available, with the number in the provider data. */
export function countOf({ lookups, atLeast, expected }: Cost): Count {
  return expected.asOf === undefined ? { lookups, atLeast, asOf: undefined } : expected;
}

/** `at least 7 of 10 lookups (provider data from 2026-01-16), 1 void, 312 bytes` */
export function summaryOf(spf: SpfRecord, tree: LookupTree): string {
  return [budgetOf(tree), voidsOf(tree), sizeOf(spf), spf.permerror ? 'syntax error' : undefined]
    .filter((part) => part !== undefined)
    .join(', ');
}

function budgetOf({ cost, loop }: LookupTree): string {
  if (loop !== undefined) return 'its includes form a loop';
  const { lookups, atLeast, asOf } = countOf(cost);
  const over = lookups > MAX_LOOKUP_TERMS ? ' (over the limit)' : '';
  return `${atLeast ? 'at least ' : ''}${lookups} of ${MAX_LOOKUP_TERMS} lookups${since(asOf)}${over}`;
}

/** Most hosts have addresses of only one family, so the family is mentioned only if it makes a difference. */
function voidsOf(tree: LookupTree): string | undefined {
  const { record, cost } = tree;
  const excess = record === undefined ? undefined : voidExcess(record, tree);
  const common = Math.min(cost.voids.ipv4, cost.voids.ipv6);
  if (excess === undefined) return common === 0 ? undefined : `${common} void`;
  const who = excess.family === undefined ? '' : ` over ${FAMILY_NAMES[excess.family]}`;
  return `${excess.count} void${who} (over the limit of ${MAX_VOID_LOOKUPS})`;
}

function sizeOf({ value }: SpfRecord): string {
  const bytes = value.text.replaceAll(HOLE, '').length;
  return `${value.complete ? '' : 'at least '}${several(bytes, 'byte')}`;
}

/** `at least 3 lookups (provider data from 2026-01-16)` */
export function lookupsInWords({ lookups, atLeast, asOf }: Count): string {
  return `${atLeast ? 'at least ' : ''}${several(lookups, 'lookup')}${since(asOf)}`;
}

/** The running total at a term. */
export function upToHere(total: number): string {
  return `${total} of ${MAX_LOOKUP_TERMS} up to here`;
}

function since(asOf: string | undefined): string {
  return asOf === undefined ? '' : ` (provider data from ${asOf})`;
}

/** `≥3`, `≈3` from provider data, `1, void`: short enough for a hint in the text. */
export function costAsSign({ cost, tree, isVoid }: TermCost): string {
  if (tree?.loop !== undefined) return 'loop';
  const { lookups, atLeast, asOf } = countOf(cost);
  return `${atLeast ? '≥' : asOf === undefined ? '' : '≈'}${lookups}${isVoid ? ', void' : ''}`;
}

/** The fault of the record that the term points to, or why it is unknown; `undefined` if there is nothing to report. */
export function remarkOn({ tree, isVoid, exchanges, cost, term, target }: TermCost): Remark | undefined {
  if (isVoid) return { kind: 'warning', text: 'no records found' };
  if (exchanges !== undefined && exchanges > MAX_MX_NAMES) {
    return { kind: 'error', text: `${exchanges} hosts, over the limit of ${MAX_MX_NAMES}` };
  }
  if (target === undefined && term.kind !== 'ptr') {
    const hangs = dependsOnSender(term);
    return { kind: 'unknown', text: hangs ? 'depends on the sender' : 'its name is unknown' };
  }
  if (tree?.state === 'unknown' && cost.expected.asOf !== undefined) {
    return {
      kind: 'unknown',
      text: `not resolved, counted with provider data from ${cost.expected.asOf}`,
    };
  }
  return tree && REMARKS[tree.state];
}

function dependsOnSender(term: SpfTerm): boolean {
  return 'domain' in term && term.domain?.parts.some(({ kind }) => kind === 'macro') === true;
}

export interface Remark {
  readonly kind: 'error' | 'warning' | 'unknown';
  readonly text: string;
}

const REMARKS: Readonly<Record<LookupState, Remark | undefined>> = {
  read: undefined,
  none: { kind: 'error', text: 'has no SPF record' },
  several: { kind: 'error', text: 'has more than one SPF record' },
  syntax: { kind: 'error', text: 'its SPF record has a syntax error' },
  failure: { kind: 'unknown', text: 'the DNS query failed' },
  unknown: { kind: 'unknown', text: 'not resolved' },
  loop: { kind: 'error', text: 'loops back to a record above' },
  deep: { kind: 'unknown', text: 'not followed further' },
};

/** The source of an answer, and its date. */
export function sourceInWords(source: AnswerSource | undefined): string | undefined {
  switch (source?.kind) {
    case 'workspace':
      return 'in the workspace';
    case 'file':
      return source.recorded === undefined
        ? 'recorded'
        : printable(`recorded on ${source.recorded.slice(0, 10)}`);
    case 'live':
      return `answered on ${source.at.slice(0, 10)}`;
    case undefined:
      return undefined;
  }
}

/** A part of a record as it was published. */
export function spfTextAt({ value }: SpfRecord, { start, end }: Range): string {
  return printable(value.text.slice(start, end));
}
