import type { DnsRecord } from '../../records/record.ts';
import { hostOf } from './exchange.ts';

/** The hosts that receive the bounces for a custom MAIL FROM domain of Amazon SES. */
const FEEDBACK = /^feedback-smtp\.[a-z0-9-]+\.amazonses\.com$/;

/** Whether Amazon SES uses the name of this MX record in MAIL FROM. */
export function takesBouncesOfSes(mx: DnsRecord): boolean {
  return !mx.conditional && FEEDBACK.test(hostOf(mx) ?? '');
}
