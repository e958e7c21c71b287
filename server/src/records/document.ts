import type { DomainName } from '../dns/names.ts';
import type { MappedText } from '../text/mapped-text.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Edit } from '../text/edit.ts';
import type { Range } from '../text/range.ts';
import type { Fault, RecordChange } from './format.ts';
import type { Formatted, FormatRequest, Retyping } from './formatting.ts';
import type { DeclaredFolders, DeclaredZone, FileOptions } from './declared-zone.ts';
import type { Maker } from './maker.ts';
import type { Anchor, DnsRecord } from './record.ts';
import type { SendingSource } from './sending-source.ts';
import type { TypedField } from './typed-field.ts';
import type { UnreadReason } from './unread.ts';
import type { ZoneExport } from './zone-export.ts';

/** Programs that take what BIND rejects. */
export type NameServer = 'gdnsd';

/**
 * One document as its format understood it: its records, in blocks.
 *
 * A block is a run of text that is read as a whole, some kilobytes long, so that an edit takes the same time in any
 * file. The summary of a record in a block is cheap to query; `record` makes the whole record, with all positions, on
 * demand.
 */
export interface RecordDocument {
  readonly text: SourceText;
  /** In the order of the text; end to end they are the text. */
  readonly blocks: readonly RecordBlock[];
  /** Records in all blocks, directives not counted. */
  readonly recordCount: number;
  /** Templates that decide at another time which records there are: then the absence of a record proves nothing. */
  readonly hasTemplates: boolean;
  /**
   * The name server that the file is for, if it reads some things differently from BIND and its own types show that it
   * is used.
   */
  readonly server?: NameServer | undefined;
  /** Set where a control panel exported the file. */
  readonly exported?: ZoneExport | undefined;
  /** What starts a comment that ends with its line, such as `;`. `undefined`: the format has none. */
  readonly commentSign?: string | undefined;
  /** In the order of the text. */
  includes(): readonly Include[];
  /** The names that others are completed with, where they are typed. In the order of the text; in formats that have such names. */
  origins?(): readonly TypedOrigin[];
  /** What an editor can fold; in formats that editors cannot fold by indentation. In the order of the text, and nested. */
  folds?(): readonly Fold[];
  /**
   * The files and folders, other than includes, that the document names, relative to its own folder; only in formats
   * that name any.
   */
  filePaths?(): readonly TypedPath[];
  /**
   * A block with only this entry, read as if `text` replaced its lines. `undefined` if that would not be one record of
   * the same owner, type and TTL that can be read without faults, so that nothing else would be read differently.
   */
  readAlone?(block: RecordBlock, index: number, text: string): RecordBlock | undefined;
  /** What could not be read or followed, in addition to faults of entries. */
  problems(): readonly DocumentProblem[];
  /** By what else mail may be sent, as the document sets it up. In the order of the text. */
  sources(): readonly SendingSource[];
  /** Records that no line of the text is, only a rule to make them (`$GENERATE`). For lookups, not for findings. */
  generated(): readonly DnsRecord[];
  /** The offset in the document at which the block starts. */
  offsetOf(block: RecordBlock): number;
  /** Index of the block that holds the offset; an offset between two blocks belongs to the second. */
  blockAt(offset: number): number;
  /**
   * The edits that make a change to the entry. `undefined` where it cannot be made without touching something else (a value
   * that is not written here, an owner that other records inherit).
   */
  write(block: RecordBlock, index: number, change: RecordChange): readonly RecordEdit[] | undefined;
  /** What makes the record of this entry; `undefined` if the entry is the record. */
  madeBy(block: RecordBlock, index: number): Maker | undefined;
  /** Where a part of the decoded value of the entry's strings is typed, if that is in another document, which can show it. */
  typedElsewhere(block: RecordBlock, index: number, part: Range): DocumentRange | undefined;
  /** Several of its records may be made of one text, so that an edit of it would change them all. */
  readonly sharesTexts?: boolean;
  /** All that the record is typed as, where other records may be made of the same text. */
  typedAs(block: RecordBlock, index: number): readonly TypedPiece[];
  /**
   * The record as another document shows it in which a part of it is typed: its ranges are offsets there. For documents of a
   * family alone.
   */
  recordIn?(block: RecordBlock, index: number, path: string): DnsRecord | undefined;
  /** Aligns entries, and changes no record. Without it, the layout is for another tool (`terraform fmt`). */
  format?(request: FormatRequest): Formatted;
  /** The edits that type an entry otherwise; `undefined` where it cannot be. Offsets in the block's text. */
  retype?(block: RecordBlock, index: number, retyping: Retyping): readonly Edit[] | undefined;
  /**
   * The data of the record at an offset as far as they are typed, also while that is not a whole record. `undefined` in a
   * comment, before the type, and where a part of the data has a place of its own, such as an argument.
   */
  typedDataAt?(offset: number): TypedData | undefined;
  /** Where the name at an offset is declared; `undefined` where none is, or in a format without declarations. */
  referenceAt?(offset: number): Reference | undefined;
  /**
   * The field of a record that is being typed at an offset, finished or not: for suggestions. `undefined` in comments, in text
   * with escapes or unknown parts, and where no field is; without it, the format has no fields that are typed one by one.
   */
  fieldAt?(offset: number): TypedField | undefined;
  /** The zones of which it says in which files they are; for configurations. */
  zones?(folders: DeclaredFolders): readonly DeclaredZone[];
}

/** A name that others are completed with: that of `$ORIGIN`. */
export interface TypedOrigin {
  readonly name: DomainName;
  /** The name as it is typed; offsets in the document. */
  readonly text: MappedText;
}

/** Data of a record in presentation form, complete or not. */
export interface TypedData {
  /** Upper-case mnemonic. */
  readonly type: string;
  /** Where each word is typed, quotes included, in their order, {@link MAX_TYPED_WORDS} at most; offsets in the document. */
  readonly words: readonly Range[];
}

/** A path of a file or a folder. */
export interface TypedPath {
  readonly file: string;
  /** Where it is typed, character by character; offsets in the document. */
  readonly range: Range;
}

/** Some lines that belong together. `name`: records of one name. `section`: what follows a heading, which is its first line. */
export interface Fold {
  readonly kind: 'record' | 'name' | 'comment' | 'section';
  /** Within the first line to within the last one; offsets in the document. */
  readonly range: Range;
}

/** Words of typed data that are examined: no type has that many fields, and keys may be typed in any number of words. */
export const MAX_TYPED_WORDS = 64;

/** Where a name that is used in a document is declared. */
export interface Reference {
  /** The name; offsets in the document that uses it. */
  readonly from: Range;
  readonly targets: readonly ReferenceTarget[];
}

/** Offsets in that document. */
export interface ReferenceTarget extends DocumentRange {
  /** The name that is declared, within or before the declaration. */
  readonly name: Range;
}

/** Some characters that a record is made of; offsets in that document. */
export interface TypedPiece {
  /** `undefined`: the document of the record. */
  readonly path?: string;
  readonly range: Range;
  readonly part: 'data' | 'owner' | 'ttl';
}

/** Offsets in the document. */
export interface DocumentRange {
  readonly path: string;
  readonly range: Range;
}

/** Offsets in the block's text or, where a path is given, in that document. */
export interface RecordEdit extends Edit {
  readonly path?: string;
  /**
   * What the edit does in addition to the requested change, in a few words: a fix with such an edit is for review, and
   * its title says why.
   */
  readonly risk?: string;
}

/** Offsets in the document. */
export interface DocumentProblem {
  readonly message: string;
  readonly range: Range;
  /** Set where something was not examined because of it. */
  readonly unread?: UnreadReason | undefined;
}

/** A document whose records follow from its own text. Others belong to a `DocumentFamily`. */
export interface EditableDocument extends RecordDocument {
  /** Applies one edit and says which blocks it replaced. */
  edit(edit: Edit): AppliedEdit;
}

/** Which blocks an edit replaced. */
export interface AppliedEdit extends BlockChange {
  /** Takes the edit back, as long as it is the last one: the very blocks that it replaced are there again. */
  readonly undo: () => void;
}

/** Another document whose records belong into this one's zone: `$INCLUDE file [origin]`. */
export interface Include {
  readonly file: string;
  readonly origin: DomainName;
  /** The zone that the including file belongs to. */
  readonly zone: DomainName;
  /** Seconds; -1 where none is set. */
  readonly defaultTtl: number;
  /** How a configuration, or the document that includes the file, has it read; `undefined` if neither specifies it. */
  readonly options?: FileOptions | undefined;
  /** Whether it is read in the format of the document that includes it, whatever its name. */
  readonly isOwnFormat?: boolean;
  /** The name of the file and what follows it; offsets in the document. */
  readonly range: Range;
}

export interface RecordBlock {
  readonly length: number;
  /** Number of entries: records, and directives in their places. */
  readonly size: number;
  /** Unique in the document and kept as long as the entry means the same: text, owner, TTL and origin are unchanged. */
  idAt(index: number): number;
  /** -1 when no entry of the block has the id. */
  indexOfId(id: number): number;
  /** The canonical name; of a directive, the owner that the next record would inherit. */
  ownerAt(index: number): DomainName | undefined;
  /** IANA's number; above 65535: no record (a directive), or a type without a number. */
  typeAt(index: number): number;
  /** Equal for equal owner names; see `hashOfName`. */
  ownerHashAt(index: number): number;
  /** The first record from `from` on whose owner has this hash; -1 if there is none. */
  indexOfOwner(hash: number, from: number): number;
  /** The entry's anchor: its offset in the block. */
  startAt(index: number): number;
  /** The offset in the block just after the entry's last character. */
  endAt(index: number): number;
  /** `undefined` for directives. The record's anchor is `anchor`, so that callers can find it again. */
  record(index: number, anchor?: Anchor): DnsRecord | undefined;
  /** In the order of the text. */
  readonly faults: readonly Fault[];
  readonly hasPragmas: boolean;
  readonly pragmas: readonly Pragma[];
}

/** A comment for mailtxt: `mailtxt-disable-next-line spf-all-pass -- reason`. */
export interface Pragma {
  /** Offset in the block. */
  readonly at: number;
  /** The comment's words, from `mailtxt` on, without the comment sign. */
  readonly text: string;
  /** The comment, its sign included; offsets in the block. */
  readonly range: Range;
  /** True when nothing else is on its line. */
  readonly alone: boolean;
}

export interface BlockChange {
  /** Index of the first block replaced. */
  readonly from: number;
  readonly removed: readonly RecordBlock[];
  readonly added: readonly RecordBlock[];
}
