import type { Range } from '../text/range.ts';
import type { Anchor } from './record.ts';

/** A change that mends a fault, in the document's own characters, counted from the fault's anchor. */
export interface Repair {
  readonly title: string;
  readonly safety: 'safe' | 'review';
  readonly edits: readonly { readonly range: Range; readonly text: string }[];
}

/** Something that the reader of a format could not accept. Reading went on behind it. */
export interface Fault {
  /** Kebab-case and stable: rules pick faults by it. */
  readonly code: FaultCode;
  /** What a name server says of it, or we, where none does: `bad dotted quad`. */
  readonly reason: string;
  readonly anchor: Anchor;
  /** Counted from the anchor. */
  readonly range: Range;
  readonly repair?: Repair;
}

export type FaultCode =
  /** RDATA that a name server refuses. */
  | 'rdata'
  | 'unbalanced-parentheses'
  | 'unterminated-quote'
  | 'string-too-long'
  | 'name'
  /** No type can be read on the line. */
  | 'no-type'
  | 'unknown-type'
  | 'ttl'
  | 'class'
  | 'directive'
  | 'include'
  | 'generate'
  | 'soa'
  | 'owner';
