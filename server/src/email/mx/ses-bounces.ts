import type { DnsRecord } from '../../records/record.ts';
import { hostOf } from './exchange.ts';

/** Where Amazon SES takes the bounces of a MAIL FROM domain that a customer set up. */
const FEEDBACK = /^feedback-smtp\.[a-z0-9-]+\.amazonses\.com$/;

/** Whether Amazon SES puts the name of this MX record into MAIL FROM. */
export function takesBouncesOfSes(mx: DnsRecord): boolean {
  return !mx.conditional && FEEDBACK.test(hostOf(mx) ?? '');
}
