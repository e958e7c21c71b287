import type { Workspace } from '../analysis/workspace.ts';
import { parseIp } from '../dns/address.ts';
import type { Cause } from '../senders/replies/model.ts';
import type { Party } from './bounce-records.ts';
import { simulate } from './simulate.ts';
import type { Simulation } from './simulate.ts';
import { featureText } from './texts.ts';

/** What a trial with the records of the workspace shows about a cause. */
export interface Trial {
  /** confirms: the cause is present. refutes: the records are correct. */
  readonly speaks: 'confirms' | 'refutes';
  /** A sentence with what was tried, and what decides. */
  readonly text: string;
}

/** Evaluates the bounced message with the current records in the files; `undefined` if too little is known about it. */
export function retryBounce(
  workspace: Workspace,
  mailFrom: string | undefined,
  party: Party,
): Simulation | undefined {
  const ip = party.ip === undefined ? undefined : parseIp(party.ip);
  if (ip === undefined || party.envelopeDomain === undefined) return undefined;
  return simulate(
    {
      ip,
      mailFrom: mailFrom === undefined || mailFrom === '' ? `postmaster@${party.envelopeDomain}` : mailFrom,
      helo: '',
      headerFrom: party.fromDomain,
      dkim: party.signatures.map(({ domain, selector }) => ({ domain, selector })),
    },
    workspace.facts,
  );
}

/** Whether the available records decide anything about the message. */
export function tellsSomething({ spf, dmarc }: Simulation): boolean {
  return spf.result !== 'pending' || (dmarc?.result ?? 'pending') !== 'pending';
}

/** What the trial shows about the cause; `undefined` if nothing. */
export function trialOf(cause: Cause, { spf, dmarc }: Simulation, ip: string): Trial | undefined {
  if (cause.spf !== undefined) {
    if (spf.result === 'pending' || spf.result === 'temperror') return undefined;
    const speaks = cause.spf.includes(spf.result) ? 'confirms' : 'refutes';
    const why = decides(spf);
    const text =
      spf.result === 'pass'
        ? featureText('triedSpfPasses', { ip, why })
        : featureText('triedSpfResult', { ip, result: spf.result, why });
    return { speaks, text };
  }
  if (cause.about !== 'dmarc' || dmarc === undefined) return undefined;
  if (dmarc.result === 'pass') {
    return { speaks: 'refutes', text: featureText('triedDmarcPasses', { ip }) };
  }
  if (dmarc.result !== 'fail' || dmarc.toApply === undefined) return undefined;
  const text = featureText('triedDmarcFails', { ip, policy: dmarc.toApply });
  return { speaks: 'confirms', text };
}

function decides({ matched, reason, domain }: Simulation['spf']): string {
  if (matched !== undefined) {
    const { record, term } = matched;
    return `"${record.value.text.slice(term.range.start, term.range.end)}" of ${matched.domain} matches`;
  }
  if (reason === undefined) return `no term of ${domain} matches`;
  return reason.code === 'no-record'
    ? `${reason.domain} has no SPF record`
    : `the record of ${reason.domain} cannot be evaluated (${reason.code})`;
}
