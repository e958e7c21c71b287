import { alias, describe, usual } from './describe.ts';
import type { Service } from './model.ts';

/** Filters, relays and forwarders that are less common, or common in one country. */
export const OTHER_GATEWAYS: readonly Service[] = [
  describe(
    { id: 'kinsta', name: 'Kinsta outbound mail', kind: 'gateway', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['relay.kinstamailservice.com'] },
  ),
  describe(
    {
      id: 'simplelogin',
      name: 'SimpleLogin (Proton)',
      kind: 'forwarder',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      includes: ['_spf.simplelogin.co', 'simplelogin.co', 'alias.proton.me'],
      dkim: usual(
        [
          alias('dkim', 'dkim._domainkey.simplelogin.co'),
          alias('dkim02', 'dkim02._domainkey.alias.proton.me'),
          alias('dkim03', 'dkim03._domainkey.alias.proton.me'),
        ],
        ['_domainkey.simplelogin.co', '_domainkey.alias.proton.me'],
      ),
      mx: ['simplelogin.co', 'alias.proton.me'],
    },
  ),
  describe(
    { id: 'addy-io', name: 'addy.io (AnonAddy)', kind: 'forwarder', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['spf.anonaddy.me'],
      dkim: usual(
        [alias('dk1', 'dk1._domainkey.anonaddy.me'), alias('dk2', 'dk2._domainkey.anonaddy.me')],
        ['_domainkey.anonaddy.me'],
      ),
      mx: ['mail.anonaddy.me', 'mail2.anonaddy.me'],
    },
  ),
  describe(
    {
      id: 'porkbun-forwarding',
      name: 'Porkbun email forwarding',
      kind: 'forwarder',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    { includes: ['_spf.porkbun.com'], mx: ['fwd1.porkbun.com', 'fwd2.porkbun.com'] },
  ),
  describe(
    {
      id: 'spaceship-forwarding',
      name: 'Spaceship email forwarding',
      kind: 'forwarder',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['spf.efwd.spaceship.net'] },
  ),
  describe(
    { id: 'po6', name: 'PO6 forwarding', kind: 'forwarder', asOf: '2026-11-29', confidence: 'high' },
    { mx: ['mx1.po6.com', 'mx2.po6.com'] },
  ),
  describe(
    { id: 'mailbaby', name: 'Mail.Baby', kind: 'gateway', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['relay.mailbaby.net'] },
  ),
  describe(
    { id: 'exclaimer', name: 'Exclaimer', kind: 'gateway', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['spf.exclaimer.net', 'spf.au.exclaimer.net'], customerIncludes: ['exclaimer.net'] },
  ),
  describe(
    {
      id: 'codetwo',
      name: 'CodeTwo Email Signatures 365',
      kind: 'gateway',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      includes: [
        'spf.emailsignatures365.com',
        'spf-de.emailsignatures365.com',
        'spf-us.emailsignatures365.com',
      ],
    },
  ),
  describe(
    {
      id: 'spamexperts-mail-assure',
      name: 'N-able Mail Assure / SpamExperts',
      kind: 'gateway',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      includes: ['spf.antispamcloud.com', 'spf.mtaroutes.com'],
      mx: ['mx.spamexperts.com', 'fallbackmx.spamexperts.eu', 'lastmx.spamexperts.net'],
    },
  ),
  describe(
    {
      id: 'check-point-harmony',
      name: 'Check Point Harmony Email (Avanan)',
      kind: 'gateway',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    { includes: ['spfa.cpmails.com', 'spfr.cpmails.com'] },
  ),
  describe(
    { id: 'mailroute', name: 'MailRoute', kind: 'gateway', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['spf.mailroute.net'], envelope: 'domain' },
  ),
  describe(
    {
      id: 'appriver',
      name: 'AppRiver (OpenText / Zix)',
      kind: 'gateway',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { customerIncludes: ['spf.smtp25.com'], mx: ['arsmtp.com'] },
  ),
  describe(
    {
      id: 'reflexion',
      name: 'Reflexion (Sophos, retired)',
      kind: 'gateway',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['reflexion.net'], mx: ['asp.reflexion.net'] },
  ),
  describe(
    { id: 'spamtitan', name: 'SpamTitan', kind: 'gateway', asOf: '2026-11-29', confidence: 'medium' },
    { mx: ['spamtitan.com'] },
  ),
  describe(
    { id: 'securence', name: 'Securence', kind: 'gateway', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.securence.com'] },
  ),
  describe(
    {
      id: 'mailmarshal-cloud',
      name: 'Trustwave MailMarshal Cloud',
      kind: 'gateway',
      asOf: '2026-11-29',
      confidence: 'low',
    },
    {},
  ),
  describe({ id: 'spamhero', name: 'SpamHero', kind: 'gateway', asOf: '2026-11-29', confidence: 'low' }, {}),
  describe(
    { id: 'firstwave', name: 'FirstWave', kind: 'gateway', asOf: '2026-11-29', confidence: 'low' },
    {},
  ),
  describe(
    { id: 'libraesva', name: 'Libraesva', kind: 'gateway', asOf: '2026-11-29', confidence: 'medium' },
    { mx: ['esvacloud.com'] },
  ),
  describe({ id: 'retarus', name: 'Retarus', kind: 'gateway', asOf: '2026-11-29', confidence: 'low' }, {}),
  describe(
    { id: 'mailprotector', name: 'Mailprotector', kind: 'gateway', asOf: '2026-11-29', confidence: 'low' },
    {},
  ),
  describe(
    { id: 'alinto', name: 'Alinto', kind: 'gateway', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spfa.alinto.net'] },
  ),
  describe(
    { id: 'everycloud', name: 'EveryCloud', kind: 'gateway', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.everycloudtech.com'] },
  ),
  describe(
    {
      id: 'secuserve',
      name: 'Secuserve security-mail.net',
      kind: 'gateway',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['includespf.security-mail.net'] },
  ),
  describe(
    {
      id: 'mailprotect-be',
      name: 'MailProtect (Combell)',
      kind: 'gateway',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['_spf.relay.mailprotect.be'] },
  ),
  describe(
    {
      id: 'antispameurope',
      name: 'antispameurope (Hornetsecurity)',
      kind: 'gateway',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['antispameurope.com'] },
  ),
  describe(
    { id: 'zorgmail', name: 'ZorgMail', kind: 'gateway', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['_spf.zorgmail.nl'] },
  ),
  describe(
    {
      id: 'spamservice-nl',
      name: 'SpamService / YourFilter (NL)',
      kind: 'gateway',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['spf.spamservice.nl', '_spf.yourfilter.nl'] },
  ),
  describe(
    {
      id: 'fortimail-cloud',
      name: 'Fortinet FortiMail Cloud',
      kind: 'gateway',
      asOf: '2026-11-29',
      confidence: 'low',
    },
    {},
  ),
  describe(
    { id: 'mailinblack', name: 'Mailinblack', kind: 'gateway', asOf: '2026-11-29', confidence: 'low' },
    {},
  ),
  describe(
    { id: 'vade', name: 'Vade (Hornetsecurity)', kind: 'gateway', asOf: '2026-11-29', confidence: 'low' },
    {},
  ),
  describe(
    {
      id: 'cloudflare-area1',
      name: 'Cloudflare Email Security (Area 1)',
      kind: 'gateway',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { mx: ['mxrecord.io', 'mxrecord.mx'] },
  ),
];
