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
  /** The strings end to end. */
  readonly value: MappedText;
}

export interface OwnerSubject {
  readonly name: DomainName;
  /** In the order of the file. */
  readonly records: readonly DnsRecord[];
  ofType(type: string): readonly DnsRecord[];
}
