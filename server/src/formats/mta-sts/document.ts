import { rangeOf } from '../../text/range.ts';
import { childOf, hashOfName, type DomainName } from '../../dns/names.ts';
import type {
  AppliedEdit,
  DocumentProblem,
  EditableDocument,
  Include,
  Pragma,
  RecordBlock,
  TypedPiece,
} from '../../records/document.ts';
import type { RecordChange } from '../../records/format.ts';
import { STS_POLICY, STS_POLICY_CODE } from '../../records/policy-file.ts';
import type { Anchor, DnsRecord } from '../../records/record.ts';
import type { SendingSource } from '../../records/sending-source.ts';
import { applyEdits, type Edit } from '../../text/edit.ts';
import { HOLE, MappedText } from '../../text/mapped-text.ts';
import { PlainText } from '../../text/plain-text.ts';

/**
 * A policy file of MTA-STS (RFC 8461 §3.2): one record of a type of its own, that holds the text of the file as it is.
 * It is no record of the DNS, so it is not counted as one.
 */
export class StsPolicyDocument implements EditableDocument {
  readonly recordCount = 0;
  readonly hasTemplates = false;
  private readonly host: DomainName;
  private block: StsPolicyBlock;
  private plain: PlainText;

  private constructor(text: string, host: DomainName) {
    this.host = host;
    this.plain = new PlainText(text);
    this.block = new StsPolicyBlock(text, host, 1);
  }

  /** `host` serves the file; `undefined` where nobody knows. */
  static read(text: string, host: DomainName | undefined): StsPolicyDocument {
    return new StsPolicyDocument(text, host ?? childOf('mta-sts', HOLE));
  }

  get text(): PlainText {
    return this.plain;
  }

  get blocks(): readonly RecordBlock[] {
    return [this.block];
  }

  sources(): readonly SendingSource[] {
    return [];
  }

  includes(): readonly Include[] {
    return [];
  }

  problems(): readonly DocumentProblem[] {
    return [];
  }

  madeBy(): undefined {
    return undefined;
  }

  typedElsewhere(): undefined {
    return undefined;
  }

  typedAs(): readonly TypedPiece[] {
    return [];
  }

  generated(): readonly DnsRecord[] {
    return [];
  }

  offsetOf(): number {
    return 0;
  }

  blockAt(): number {
    return 0;
  }

  write(_block: RecordBlock, _index: number, change: RecordChange): readonly Edit[] | undefined {
    return change.kind === 'replace' ? change.edits : undefined;
  }

  /** Such a file has some lines: it is read anew. */
  edit(edit: Edit): AppliedEdit {
    const { block: removed, plain } = this;
    this.plain = new PlainText(applyEdits(this.plain.text, [edit]));
    this.block = new StsPolicyBlock(this.plain.text, this.host, removed.id + 1);
    const undo = (): void => {
      this.plain = plain;
      this.block = removed;
    };
    return { from: 0, removed: [removed], added: [this.block], undo };
  }
}

class StsPolicyBlock implements RecordBlock {
  readonly size = 1;
  readonly faults = [];
  readonly hasPragmas = false;
  readonly pragmas: readonly Pragma[] = [];
  readonly id: number;
  private readonly text: string;
  private readonly host: DomainName;

  constructor(text: string, host: DomainName, id: number) {
    this.text = text;
    this.host = host;
    this.id = id;
  }

  get length(): number {
    return this.text.length;
  }

  idAt(): number {
    return this.id;
  }

  indexOfId(id: number): number {
    return id === this.id ? 0 : -1;
  }

  ownerAt(): DomainName {
    return this.host;
  }

  typeAt(): number {
    return STS_POLICY_CODE;
  }

  ownerHashAt(): number {
    return hashOfName(this.host);
  }

  indexOfOwner(hash: number, from: number): number {
    return from === 0 && hash === this.ownerHashAt() ? 0 : -1;
  }

  startAt(): number {
    return 0;
  }

  endAt(): number {
    return this.length;
  }

  record(_index: number, anchor: Anchor = { id: this.id }): DnsRecord {
    const range = rangeOf(0, this.length);
    const value = MappedText.verbatim(this.text, 0);
    return {
      anchor,
      owner: this.host,
      ownerText: undefined,
      type: STS_POLICY,
      typeRange: rangeOf(0, 0),
      ttl: undefined,
      ttlRange: undefined,
      rdata: { kind: 'text', strings: [{ value, quoted: false, range }], value },
      range,
      rdataRange: range,
      conditional: false,
    };
  }
}
