import { rangeOf } from '../../text/range.ts';
import { childOf, type DomainName } from '../../dns/names.ts';
import type { RecordBlock, RecordEdit } from '../../records/document.ts';
import type { RecordChange } from '../../records/format.ts';
import { STS_POLICY, STS_POLICY_CODE } from '../../records/policy-file.ts';
import type { ReadEntry } from '../../records/entry-block.ts';
import { WholeDocument } from '../../records/whole-document.ts';
import { HOLE, MappedText } from '../../text/mapped-text.ts';

/**
 * A policy file of MTA-STS (RFC 8461 §3.2). It is one record of a type of its own, whose value is the text of the file. It is not
 * published in DNS, so it does not count as a record.
 */
export class StsPolicyDocument extends WholeDocument {
  /** `host` serves the file; `undefined` if it is unknown. */
  static read(text: string, host: DomainName | undefined): StsPolicyDocument {
    const owner = host ?? childOf('mta-sts', HOLE);
    return new StsPolicyDocument(text, (whole) => ({ entries: [policyIn(whole, owner)] }));
  }

  override get recordCount(): number {
    return 0;
  }

  write(_block: RecordBlock, _index: number, change: RecordChange): readonly RecordEdit[] | undefined {
    return change.kind === 'replace' ? change.edits : undefined;
  }
}

function policyIn(text: string, owner: DomainName): ReadEntry {
  return {
    start: 0,
    end: text.length,
    owner,
    typeCode: STS_POLICY_CODE,
    context: '',
    record(anchor) {
      const range = rangeOf(0, text.length);
      const value = MappedText.verbatim(text, 0);
      return {
        anchor,
        owner,
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
    },
  };
}
