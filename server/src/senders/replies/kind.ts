import type { CommonRefusal } from './refusals/refusal.ts';

/** A kind of refusal, recognized by key words in any order and any sentence. */
export interface Kind extends CommonRefusal {
  readonly id: string;
  /** Any of them is enough. They look at a bounded part of the reply each. */
  readonly words: readonly RegExp[];
  /** Not where the reply says this too. */
  readonly unless?: RegExp;
  /** Only with a reply code that begins so, or without one. */
  readonly codes?: RegExp;
  /** A reply code of this kind alone: it decides without words. */
  readonly ownCode?: RegExp;
  /** Its words say less than a code of a known reply does: that code counts first. */
  readonly isVague?: true;
  readonly meaning: string;
  /** What is different where the sender's own server or service refused. */
  readonly bySender?: Partial<Pick<Kind, 'meaning' | 'fault' | 'causes' | 'action'>>;
}
