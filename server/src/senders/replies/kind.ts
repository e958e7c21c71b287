import type { CommonRefusal } from './refusals/refusal.ts';

/** A kind of rejection, recognized by key words in any order and any sentence. */
export interface Kind extends CommonRefusal {
  readonly id: string;
  /** One match is enough. Each expression looks at a bounded part of the reply. */
  readonly words: readonly RegExp[];
  /** The kind does not match a reply that also matches this. */
  readonly unless?: RegExp;
  /** The kind matches only with such a reply code, or without a code. */
  readonly codes?: RegExp;
  /** A reply code that only this kind has. It decides without words. */
  readonly ownCode?: RegExp;
  /** The words say less than the code of a known reply, so that code counts first. */
  readonly isVague?: true;
  readonly meaning: string;
  /** What differs if the sender's own server or service rejected the mail. */
  readonly bySender?: Partial<Pick<Kind, 'meaning' | 'fault' | 'causes' | 'action'>>;
}
