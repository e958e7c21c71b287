import type { Range } from '../../text/range.ts';
import type { ScriptPlace, ScriptText } from './syntax/script-text.ts';

/** What a call in a script does to the domain or to the record that it is given to. */
export type ScriptModifier =
  | { readonly kind: 'record'; readonly call: RecordCall }
  | { readonly kind: 'ttl'; readonly ttl: Duration }
  | { readonly kind: 'default-ttl'; readonly ttl: Duration }
  | { readonly kind: 'include'; readonly domain: ScriptDomain }
  | { readonly kind: 'caa-critical' }
  /** The record is not to be there. */
  | { readonly kind: 'absent' }
  /** It changes nothing that is read here. */
  | { readonly kind: 'other' };

export interface Duration {
  /** `undefined` where it is not known. */
  readonly seconds: number | undefined;
  readonly place: ScriptPlace | undefined;
}

/** A call that makes a record in each domain that it is given to. */
export interface RecordCall {
  /** Upper-case mnemonic. */
  readonly type: string;
  /** All of the call. */
  readonly place: ScriptPlace;
  /** The name of the function; offsets in the document of the call. */
  readonly callee: Range;
  /** Relative to the domain, as it is typed. */
  readonly label: ScriptText;
  readonly data: RecordData;
  readonly ttl: Duration | undefined;
  readonly proxied: ScriptPlace | undefined;
  readonly isRepeatAllowed: boolean;
  readonly isAbsent: boolean;
  /** Whether it is made depends on what is not known. */
  readonly isConditional: boolean;
}

/** What DNSControl says when it rejects a call, and where. */
export interface ScriptRefusal {
  readonly says: string;
  readonly place: ScriptPlace;
}

export type RecordData =
  | {
      readonly kind: 'text';
      readonly text: ScriptText;
      /** The argument that says the text, where a single one does. */
      readonly argument: ScriptPlace | undefined;
      readonly joined: JoinedItems | undefined;
      readonly tags?: BuilderTags;
      /** Octets of the longest TXT record that the builder allows; what is longer goes into records of such names. */
      readonly overflow?: { readonly pattern: string; readonly most: number; readonly overhead: number };
    }
  | { readonly kind: 'words'; readonly words: readonly RecordWord[] };

/** The items of a list as one text, with what is put between them. */
export interface JoinedItems {
  readonly items: readonly JoinedItem[];
  readonly separator: string;
  /** The list as it is typed, where each of its items is. */
  readonly list: ScriptPlace | undefined;
}

export interface JoinedItem {
  /** `undefined` if it is not text, or unknown. */
  readonly text: ScriptText | undefined;
  readonly place: ScriptPlace | undefined;
}

/** The object that a builder is given, and how it makes the tags of a text: `policy` is `p=`. */
export interface BuilderTags {
  readonly object: ScriptPlace;
  /** By the tags that they make. */
  readonly members: ReadonlyMap<string, BuilderMember>;
}

/** What a builder makes of a member. */
export interface MemberRule {
  readonly name: string;
  readonly type: 'text' | 'number' | 'alignment' | 'list';
  /** For a list, the text that is put between its items. */
  readonly separator?: string;
}

export interface BuilderMember extends MemberRule {
  /** Where its value is typed; `undefined` where it is not set. */
  readonly place: ScriptPlace | undefined;
  readonly isSet: boolean;
  readonly list: JoinedItems | undefined;
}

/** A word of the data of a record. */
export interface RecordWord {
  readonly text: ScriptText;
  /** The argument. */
  readonly place: ScriptPlace | undefined;
}

/** A domain that a program declares. */
export interface ScriptDomain {
  /** As it is typed, in lowercase and without its tag. Unresolved if it is unknown. */
  readonly name: string;
  /** The tag of a domain that is published in several versions: `example.com!inside`. */
  readonly tag: string;
  readonly text: ScriptText;
  /** The call that declares it. */
  readonly place: ScriptPlace;
  /** The first file of its program. */
  readonly program: string;
  defaultTtl: Duration | undefined;
  /** For the call that extends it now: the part before the name of the domain. */
  subdomain: string;
  readonly records: DomainRecord[];
}

/** A record of a domain. */
export interface DomainRecord {
  readonly call: RecordCall;
  readonly domain: ScriptDomain;
  readonly subdomain: string;
  readonly ttl: Duration | undefined;
}
