import { alias, describe, usual } from './describe.ts';
import type { Service } from './model.ts';

/** Services that host the SPF records of their customers, or receive and evaluate their DMARC reports. */
export const RECORD_KEEPERS: readonly Service[] = [
  describe(
    { id: 'dmarcian', name: 'dmarcian', kind: 'spf', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['_spf.dmarcian.com'] },
  ),
  describe(
    {
      id: 'postmark-dmarc',
      name: 'Postmark DMARC Digests',
      kind: 'spf',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {},
  ),
  describe(
    {
      id: 'cloudflare-dmarc',
      name: 'Cloudflare DMARC Management',
      kind: 'spf',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {},
  ),
  describe({ id: 'powerdmarc', name: 'PowerDMARC', kind: 'spf', asOf: '2026-11-29', confidence: 'high' }, {}),
  describe(
    {
      id: 'dmarc-analyzer',
      name: 'DMARC Analyzer (Mimecast)',
      kind: 'spf',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {},
  ),
  describe(
    { id: 'agari', name: 'Agari / Fortra DMARC', kind: 'spf', asOf: '2026-11-29', confidence: 'high' },
    { customerIncludes: ['spf-protect.agari.com', 'spf-protect.agari-dns.net'] },
  ),
  describe(
    {
      id: 'proofpoint-efd',
      name: 'Proofpoint Email Fraud Defense',
      kind: 'spf',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {},
  ),
  describe({ id: 'uriports', name: 'URIports', kind: 'spf', asOf: '2026-11-29', confidence: 'high' }, {}),
  describe(
    { id: 'mailhardener', name: 'Mailhardener', kind: 'spf', asOf: '2026-11-29', confidence: 'high' },
    {},
  ),
  describe({ id: 'mxtoolbox', name: 'MxToolbox', kind: 'spf', asOf: '2026-11-29', confidence: 'high' }, {}),
  describe(
    { id: 'dmarc-advisor', name: 'DMARC Advisor', kind: 'spf', asOf: '2026-11-29', confidence: 'high' },
    {},
  ),
  describe({ id: 'dmarcly', name: 'DMARCLY', kind: 'spf', asOf: '2026-11-29', confidence: 'high' }, {}),
  describe(
    {
      id: 'validity-everest',
      name: 'Validity Everest / 250ok / Return Path',
      kind: 'spf',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {},
  ),
  describe({ id: 'fraudmarc', name: 'Fraudmarc', kind: 'spf', asOf: '2026-11-29', confidence: 'high' }, {}),
  describe({ id: 'sendmarc', name: 'Sendmarc', kind: 'spf', asOf: '2026-11-29', confidence: 'high' }, {}),
  describe({ id: 'netcraft', name: 'Netcraft', kind: 'spf', asOf: '2026-11-29', confidence: 'high' }, {}),
  describe(
    {
      id: 'cisco-domain-protection',
      name: 'Cisco Domain Protection',
      kind: 'spf',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {},
  ),
  describe({ id: 'glockapps', name: 'GlockApps', kind: 'spf', asOf: '2026-11-29', confidence: 'high' }, {}),
  describe(
    {
      id: 'ncsc-mail-check',
      name: 'UK NCSC Mail Check',
      kind: 'spf',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {},
  ),
  describe(
    { id: 'cisa-dmarc', name: 'CISA (BOD 18-01)', kind: 'spf', asOf: '2026-11-29', confidence: 'high' },
    {},
  ),
  describe(
    {
      id: 'godaddy-dmarc',
      name: 'GoDaddy default DMARC reports',
      kind: 'spf',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {},
  ),
  describe(
    { id: 'brevo-dmarc', name: 'Brevo DMARC reports', kind: 'spf', asOf: '2026-11-29', confidence: 'high' },
    {},
  ),
  describe({ id: 'dmarc25', name: 'DMARC25', kind: 'spf', asOf: '2026-11-29', confidence: 'high' }, {}),
  describe(
    { id: 'inbox-monster', name: 'Inbox Monster', kind: 'spf', asOf: '2026-11-29', confidence: 'high' },
    {},
  ),
  describe({ id: 'progist', name: 'Progist', kind: 'spf', asOf: '2026-11-29', confidence: 'high' }, {}),
  describe(
    { id: 'dmarcdkim-com', name: 'DmarcDkim.com', kind: 'spf', asOf: '2026-11-29', confidence: 'high' },
    {},
  ),
  describe(
    { id: 'seatbelt', name: 'Seatbelt Security', kind: 'spf', asOf: '2026-11-29', confidence: 'high' },
    {
      customerIncludes: ['spf.seatbeltsecurity.com'],
      dkim: usual([alias('seatbelt')], ['seatbeltsecurity.com']),
    },
  ),
  describe(
    { id: 'mimeprotect', name: 'MimeProtect', kind: 'spf', asOf: '2026-11-29', confidence: 'high' },
    { customerIncludes: ['zone.mimeprotect.com'] },
  ),
];
