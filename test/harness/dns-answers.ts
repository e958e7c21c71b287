import assert from 'node:assert/strict';
import { parseIp } from '../../server/src/dns/address.ts';
import type { IpAddress } from '../../server/src/dns/address.ts';
import type { Answer, AnswerData, DnsFacts, NoDataStatus, QuestionType } from '../../server/src/dns/facts.ts';
import { HOLE } from '../../server/src/text/mapped-text.ts';

const SOURCE = { kind: 'workspace' } as const;
const STATUSES: readonly string[] = ['nxdomain', 'nodata', 'servfail', 'timeout', 'pending'];

/**
 * DNS answers, one record a line: `example.com TXT v=spf1 a -all`. ` | ` is between the strings of a TXT record, `${…}` is
 * an unknown part, and a status (`servfail`, `pending`) instead of data is the answer. What is not listed is nxdomain.
 */
export class Answers implements DnsFacts {
  /** Every question, in order: `example.com TXT`. */
  readonly asked: string[] = [];
  private readonly answers = new Map<string, string[]>();

  constructor(lines: string) {
    for (const line of lines.split('\n')) {
      const [, question, data] = /^\s*(\S+ [A-Z]+) ?(.*)$/.exec(line) ?? [];
      if (question === undefined || data === undefined) continue;
      this.answers.set(question, [...(this.answers.get(question) ?? []), data]);
    }
  }

  ask<T extends QuestionType>(name: string, type: T): Answer<T> {
    this.asked.push(`${name} ${type}`);
    const stored = this.stored(name, type);
    const [only = 'nxdomain'] = stored;
    if (STATUSES.includes(only))
      return { status: only as NoDataStatus, source: only === 'pending' ? undefined : SOURCE };
    return {
      status: 'data',
      data: stored.map((data) => dataOf(type, data) as AnswerData[T]),
      source: SOURCE,
    };
  }

  /** The text of the first TXT record of a name. */
  textOf(name: string): string {
    return (this.stored(name, 'TXT')[0] ?? '').replaceAll(' | ', '');
  }

  private stored(name: string, type: string): readonly string[] {
    return this.answers.get(`${name} ${type}`) ?? [];
  }
}

function dataOf(type: QuestionType, data: string): unknown {
  switch (type) {
    case 'A':
    case 'AAAA':
      return addressOf(data);
    case 'MX': {
      const [preference = '', exchange = ''] = data.split(' ');
      return { preference: Number(preference), exchange };
    }
    case 'TXT':
      return data.replaceAll('${…}', HOLE).split(' | ');
    default:
      return data;
  }
}

export function addressOf(text: string): IpAddress {
  const address = parseIp(text);
  assert.ok(address, `not an address: ${text}`);
  return address;
}
