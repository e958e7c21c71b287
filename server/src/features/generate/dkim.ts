import { childOf } from '../../dns/names.ts';
import { readKeyFile } from '../../email/dkim/key-file.ts';
import { featureText } from '../texts.ts';
import { policyRecord, type DraftContext, type Drafted } from './draft.ts';

/** Labels of letters, digits and hyphens, which every signer and every control panel accepts. RFC 6376 §3.1. */
const SELECTOR = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?){0,3}$/i;
/** Bits of an RSA key that RFC 8301 §3.2 recommends. */
const RECOMMENDED_BITS = 2048;

/**
 * The record of a public key.
 *
 * @param key the text of its file
 */
export function draftDkim({ domain }: DraftContext, selector: string, key: string): Drafted {
  // Check this first, because a private key must be reported even if other parameters are missing.
  const reading = readKeyFile(key);
  if (reading.kind === 'refused') return { fault: reading.fault };
  if (!SELECTOR.test(selector))
    return {
      fault: featureText('notASelector', { selector }),
    };
  const owner = childOf(`${selector.toLowerCase()}._domainkey`, domain);
  const { bits, record } = reading;
  const isShort = bits !== undefined && bits < RECOMMENDED_BITS;
  return {
    records: [
      {
        ...policyRecord('dkim', owner, record),
        ...(isShort && { note: featureText('shortKey', { bits, recommended: RECOMMENDED_BITS }) }),
      },
    ],
  };
}
