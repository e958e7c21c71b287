import type { DomainName, HashedSuffix } from '../../dns/names.ts';
import { hashOfName, hashSuffix } from '../../dns/names.ts';
import { HOLE } from '../../text/mapped-text.ts';
import type { Dialect } from './dialect.ts';
import { dialectKey, masterFile } from './dialect.ts';

/** The effect of earlier directives and templates on an entry. Equal contexts are the same object (see {@link contextOf}). */
export interface Context {
  /** The same for a whole document. */
  readonly dialect: Dialect;
  /** A lone HOLE if it is unknown. */
  readonly origin: DomainName;
  /** Seconds of `$TTL`; NO_TTL without one, UNKNOWN_TTL if a template provides it. */
  readonly defaultTtl: number;
  /** The number of template conditions and loops that are open here. */
  readonly depth: number;
  readonly originHash: number;
  /** `.origin`, or empty for the root. */
  readonly suffix: HashedSuffix;
}

export const NO_TTL = -1;
/** There is a TTL, but its value is unknown. */
export const UNKNOWN_TTL = -2;

export const UNKNOWN_ORIGIN: DomainName = HOLE;

const known = new Map<string, Context>();
const MANY = 10_000;

export function contextOf(dialect: Dialect, origin: DomainName, defaultTtl: number, depth: number): Context {
  const key = `${dialectKey(dialect)} ${defaultTtl} ${depth} ${origin}`;
  let context = known.get(key);
  if (context === undefined) {
    // A hostile file may change its origin on every line, so the cache is cleared instead of growing. Equality is then by value.
    if (known.size > MANY) known.clear();
    context = {
      dialect,
      origin,
      defaultTtl,
      depth,
      originHash: hashOfName(origin),
      suffix: hashSuffix(origin === '' ? '' : `.${origin}`),
    };
    known.set(key, context);
  }
  return context;
}

/** The context after a directive or a template. */
export function changedContext(
  context: Context,
  { origin, defaultTtl, depth }: { origin?: DomainName; defaultTtl?: number; depth?: number },
): Context {
  return contextOf(
    context.dialect,
    origin ?? context.origin,
    defaultTtl ?? context.defaultTtl,
    depth ?? context.depth,
  );
}

export function sameContext(a: Context, b: Context): boolean {
  if (a === b) return true;
  if (a.origin !== b.origin || a.defaultTtl !== b.defaultTtl || a.depth !== b.depth) return false;
  return a.dialect === b.dialect || dialectKey(a.dialect) === dialectKey(b.dialect);
}

/** Everything that reading an entry depends on besides its own text. */
export interface ReaderState {
  readonly context: Context;
  /** The owner that an entry without one inherits; `undefined` before the first. */
  readonly owner: DomainName | undefined;
  /**
   * Seconds that an entry without a TTL inherits if there is no `$TTL` (RFC 1035 §5.1); NO_TTL before the first,
   * UNKNOWN_TTL after a template, and in a file that another one includes.
   */
  readonly lastTtl: number;
}

export function sameState(a: ReaderState, b: ReaderState): boolean {
  return a.owner === b.owner && a.lastTtl === b.lastTtl && sameContext(a.context, b.context);
}

/** The state before the first line of a file. */
export function initialState(
  dialect: Dialect = masterFile(UNKNOWN_ORIGIN),
  defaultTtl = NO_TTL,
  lastTtl = NO_TTL,
): ReaderState {
  const context = contextOf(dialect, dialect.fileOrigin, defaultTtl, 0);
  return { context, owner: undefined, lastTtl };
}
