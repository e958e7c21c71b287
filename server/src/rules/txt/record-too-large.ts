import { orRoot } from '../../dns/names.ts';
import { MAX_UDP_ANSWER } from '../../dns/limits.ts';
import { isSpf } from '../../email/spf/parse.ts';
import { answerOctets } from '../../records/answer-size.ts';
import type { DnsRecord } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** The largest UDP answer, in octets, that servers and resolvers agreed on (DNS Flag Day 2020). */
const MAX_EDNS_ANSWER = 1232;

/** The length from which spf-record-too-long reports the SPF record. */
const LONG_SPF = 450;

/** The TXT records of a name with SPF make one large answer. */
export default defineRule({
  subject: 'owner',
  types: ['TXT'],
  severity: 'warning',
  specs: ['RFC 7208 §3.4'],
  why: 'Receivers get SPF with all other TXT records of the name. If the answer does not fit into one UDP packet, they query again over TCP, which some firewalls block: SPF then gives temperror, and mail is deferred.',
  symptoms: ['451 4.4.3'],
  messages: {
    tcp: 'The TXT records of "{name}" make an answer of {octets} octets, which exceeds {max} and needs TCP.',
    edns: 'The TXT records of "{name}" make an answer of {octets} octets, which exceeds {max} and needs EDNS or TCP.',
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
      data: { name: orRoot(owner.name), octets, max: isOverEdns ? MAX_EDNS_ANSWER : MAX_UDP_ANSWER },
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
