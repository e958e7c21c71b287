import { MAX_UDP_ANSWER } from '../../dns/limits.ts';
import { isSpf } from '../../email/spf/parse.ts';
import { answerOctets } from '../../records/answer-size.ts';
import type { DnsRecord } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** What servers and resolvers agreed to send over UDP at most (DNS Flag Day 2020). */
const MAX_EDNS_ANSWER = 1232;

/** SPF alone is spf-record-too-long's. */
const LONG_SPF = 450;

/** All TXT records of a name with SPF come in one answer, and it is large. */
export default defineRule({
  subject: 'owner',
  types: ['TXT'],
  severity: 'warning',
  specs: ['RFC 7208 §3.4'],
  why: 'Receivers get SPF together with all other TXT records of the name. What does not fit into one UDP answer is asked for again over TCP, which some firewalls block: SPF then gives temperror, and mail is deferred.',
  symptoms: ['451 4.4.3'],
  messages: {
    tcp: 'The TXT records of "{name}" make an answer of {octets} octets: over {max} it needs TCP.',
    edns: 'The TXT records of "{name}" make an answer of {octets} octets: over {max} it needs EDNS or TCP.',
  },
  check(owner, context) {
    const records = owner.ofType('TXT').filter(({ conditional }) => !conditional);
    const octets = answerOctets(owner.name, records);
    if (octets <= MAX_UDP_ANSWER) return;
    const spf = records.find(holdsSpf);
    const isOverEdns = octets > MAX_EDNS_ANSWER;
    if (spf === undefined || (!isOverEdns && lengthOf(spf) > LONG_SPF)) return;
    context.report({
      at: { part: 'type', record: spf },
      message: isOverEdns ? 'tcp' : 'edns',
      data: { name: owner.name, octets, max: isOverEdns ? MAX_EDNS_ANSWER : MAX_UDP_ANSWER },
      severity: isOverEdns ? 'warning' : 'hint',
    });
  },
});

function holdsSpf({ rdata }: DnsRecord): boolean {
  return rdata.kind === 'text' && isSpf(rdata.value.text);
}

function lengthOf({ rdata }: DnsRecord): number {
  return rdata.kind === 'text' ? rdata.value.length : 0;
}
