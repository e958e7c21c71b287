import type { JsonObject } from './json-text.ts';
import { notice } from './model.ts';
import type { EventFormat } from './model.ts';

/** Policies and failures of one report that are shown. */
const MAX_SHOWN = 20;

/** A TLS report about mail to the reader's own domain. RFC 8460 §4.4. */
export const TLS_REPORT: EventFormat = {
  name: 'SMTP TLS report',
  isEvent: (object) => object.has('report-id') && object.has('policies') && object.has('date-range'),
  read: (object) =>
    notice('tls-report', object.at('report-id'), {
      time: object.at('date-range', 'end-datetime'),
      facts: [
        ['Reported by', object.value('organization-name')],
        ['From', object.value('date-range', 'start-datetime')],
        ...object.objects('policies').slice(0, MAX_SHOWN).flatMap(policyFacts),
      ],
    }),
};

function policyFacts(policy: JsonObject): readonly (readonly [string, string | undefined])[] {
  const count = (name: string): string => policy.value('summary', `total-${name}-session-count`) ?? '0';
  const type = policy.value('policy', 'policy-type') ?? 'unknown';
  const failures = policy.objects('failure-details').slice(0, MAX_SHOWN);
  return [
    ['Domain', policy.value('policy', 'policy-domain')],
    ['Sessions', `${count('successful')} passed, ${count('failure')} failed (policy: ${type})`],
    ...failures.map((one) => ['Failure', failureText(one)] as const),
  ];
}

/** `2 sessions to mx.example.com [192.0.2.1]: certificate-host-mismatch` */
function failureText(failure: JsonObject): string {
  const count = failure.value('failed-session-count') ?? '?';
  const host = failure.value('receiving-mx-hostname');
  const address = failure.value('receiving-ip');
  const where = [host, address === undefined ? undefined : `[${address}]`].filter(
    (part) => part !== undefined,
  );
  const to = where.length === 0 ? '' : ` to ${where.join(' ')}`;
  return `${count} ${count === '1' ? 'session' : 'sessions'}${to}: ${failure.value('result-type') ?? 'unknown'}`;
}
