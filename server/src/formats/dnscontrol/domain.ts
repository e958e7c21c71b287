import type { Range } from '../../text/range.ts';
import type { ScriptPlace, ScriptText } from './syntax/script-text.ts';

/** The effect of a call in a script on the domain or record that it is passed to. */
export type ScriptModifier =
  | { readonly kind: 'record'; readonly call: RecordCall }
  | { readonly kind: 'ttl'; readonly ttl: Duration }
  | { readonly kind: 'default-ttl'; readonly ttl: Duration }
  | { readonly kind: 'include'; readonly domain: ScriptDomain }
  | { readonly kind: 'caa-critical' }
  /** The record must not exist. */
  | { readonly kind: 'absent' }
  /** It changes nothing that mailtxt reads. */
  | { readonly kind: 'other' };

export interface Duration {
  /** `undefined` if it is unknown. */
  readonly seconds: number | undefined;
  readonly place: ScriptPlace | undefined;
}

/** A call that makes a record in each domain that it is passed to. */
export interface RecordCall {
  /** Mnemonic in uppercase. */
  readonly type: string;
  /** The whole call. */
  readonly place: ScriptPlace;
  /** The name of the function. Offsets in the document of the call. */
  readonly callee: Range;
  /** Relative to the domain, as in the source. */
  readonly label: ScriptText;
  readonly data: RecordData;
  readonly ttl: Duration | undefined;
  readonly proxied: ScriptPlace | undefined;
  readonly isRepeatAllowed: boolean;
  readonly isAbsent: boolean;
  /** Whether something unknown decides if it is made. */
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
      /** The argument with the text, if a single one has it. */
      readonly argument: ScriptPlace | undefined;
      readonly joined: JoinedItems | undefined;
      readonly tags?: BuilderTags;
      /**
       * The number of octets that the builder allows for a TXT record. Longer text is split into records with names of this
       * pattern.
       */
      readonly overflow?: { readonly pattern: string; readonly most: number; readonly overhead: number };
    }
  | { readonly kind: 'words'; readonly words: readonly RecordWord[] };

/** The items of a list joined into one text, with the separator between them. */
export interface JoinedItems {
  readonly items: readonly JoinedItem[];
  readonly separator: string;
  /** The list in the source, if all of its items are there. */
  readonly list: ScriptPlace | undefined;
}

export interface JoinedItem {
  /** `undefined` if it is not text, or unknown. */
  readonly text: ScriptText | undefined;
  readonly place: ScriptPlace | undefined;
}

/** The object passed to a builder, and the tags that the builder makes of it: `policy` becomes `p=`. */
export interface BuilderTags {
  readonly object: ScriptPlace;
  /** By the tags that they produce. */
  readonly members: ReadonlyMap<string, BuilderMember>;
}

/** How a builder converts a member. */
export interface MemberRule {
  readonly name: string;
  readonly type: 'text' | 'number' | 'alignment' | 'list';
  /** For a list, the text that is put between its items. */
  readonly separator?: string;
}

export interface BuilderMember extends MemberRule {
  /** The source text of its value; `undefined` if it is not set. */
  readonly place: ScriptPlace | undefined;
  readonly isSet: boolean;
  readonly list: JoinedItems | undefined;
}

/** A word in the data of a record. */
export interface RecordWord {
  readonly text: ScriptText;
  /** The argument. */
  readonly place: ScriptPlace | undefined;
}

/** A domain that a program declares. */
export interface ScriptDomain {
  /** The name as written, in lowercase and without its tag. It is unresolved if it is unknown. */
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
