import type { DomainName } from '../dns/names.ts';
import type { MappedText } from '../text/mapped-text.ts';
import type { Fault } from './format.ts';
import type { DnsRecord, TextRdata } from './record.ts';

export interface FaultSubject {
  readonly fault: Fault;
}

export interface RecordSubject {
  readonly record: DnsRecord;
}

export interface TextSubject {
  readonly record: DnsRecord;
  readonly rdata: TextRdata;
  /** The concatenated strings. */
  readonly value: MappedText;
}

export interface OwnerSubject {
  readonly name: DomainName;
  /** In file order. */
  readonly records: readonly DnsRecord[];
  ofType(type: string): readonly DnsRecord[];
}
