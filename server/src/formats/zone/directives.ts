import { MAX_TTL } from '../../dns/limits.ts';
import type { FaultDetail } from '../../records/format.ts';
import { NAME_REASONS } from '../../records/rdata/name.ts';
import type { Range } from '../../text/range.ts';
import type { Context } from './context.ts';
import { changedContext, UNKNOWN_ORIGIN, UNKNOWN_TTL } from './context.ts';
import { isTemplated } from './header-words.ts';
import { nameFromText } from './names.ts';
import { nameFault } from './owner.ts';
import { nameDetail } from './rdata-faults.ts';
import * as rows from './rows.ts';
import { parseTtl } from './ttl.ts';

/** A directive as in the source. Ranges are in `text`. */
export interface TypedDirective {
  readonly text: string;
  /** In uppercase: `$ORIGIN`. */
  readonly name: string;
  /** The name as in the source. */
  readonly at: Range;
  /** Its arguments, without quotes. */
  readonly args: readonly Range[];
}

/** The effect of a directive on the entries after it. */
export interface DirectiveReading {
  /** The type of its row. */
  readonly type: number;
  readonly context: Context;
  readonly faults: readonly { readonly detail: FaultDetail; readonly range: Range }[];
}

/** Reads `$ORIGIN` and `$TTL`, and accepts the other directives of BIND (RFC 1035 §5.1, RFC 2308 §4). */
export function readDirective(directive: TypedDirective, context: Context): DirectiveReading {
  switch (directive.name) {
    case '$ORIGIN':
      return { type: rows.ORIGIN_DIRECTIVE, ...withOneArgument(directive, context, readOrigin) };
    case '$TTL':
      return { type: rows.TTL_DIRECTIVE, ...withOneArgument(directive, context, readTtl) };
    case '$INCLUDE':
      return { type: rows.INCLUDE_DIRECTIVE, context, faults: incomplete(directive) };
    case '$GENERATE':
      return { type: rows.GENERATE_DIRECTIVE, context, faults: [] };
    case '$DATE':
      return { type: rows.OTHER_LINE, context, faults: [] };
    default: {
      const detail = { code: 'directive', reason: 'unknown' } as const;
      return { type: rows.OTHER_LINE, context, faults: [{ detail, range: directive.at }] };
    }
  }
}

interface Change {
  readonly context: Context;
  readonly fault?: FaultDetail | undefined;
}

function withOneArgument(
  directive: TypedDirective,
  context: Context,
  read: (text: string, argument: Range, context: Context) => Change,
): Omit<DirectiveReading, 'type'> {
  const [first, second] = directive.args;
  if (first === undefined) return { context, faults: incomplete(directive) };
  const change = read(directive.text, first, context);
  const faults = change.fault === undefined ? [] : [{ detail: change.fault, range: first }];
  if (second !== undefined) faults.push({ detail: { code: 'directive', reason: 'extra' }, range: second });
  return { context: change.context, faults };
}

function incomplete({ at, args }: TypedDirective): DirectiveReading['faults'] {
  return args.length > 0 ? [] : [{ detail: { code: 'directive', reason: 'incomplete' }, range: at }];
}

function readOrigin(text: string, { start, end }: Range, context: Context): Change {
  const name = nameFromText(text, start, end, context, 'owner');
  // An export with absolute names contains "$ORIGIN ." but means the zone by "@".
  if (name === '' && context.dialect.undotted === 'all') return { context };
  const typed = text.slice(start, end);
  const reason = nameFault(typed, name);
  // Every name after it would be as long, and each directive could make it longer.
  const isTooLong = reason === NAME_REASONS['name-too-long'];
  return {
    context: changedContext(context, { origin: isTooLong ? UNKNOWN_ORIGIN : name }),
    fault: reason === undefined ? undefined : nameDetail(reason, typed),
  };
}

function readTtl(text: string, { start, end }: Range, context: Context): Change {
  const ttl = parseTtl(text, start, end);
  if (ttl >= 0) return { context: changedContext(context, { defaultTtl: ttl > MAX_TTL ? 0 : ttl }) };
  if (isTemplated(text, start, end)) return { context: changedContext(context, { defaultTtl: UNKNOWN_TTL }) };
  return { context, fault: { code: 'ttl' } };
}
