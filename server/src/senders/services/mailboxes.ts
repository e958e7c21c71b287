import { alias, assigned, fixed, serviceKey, older, relay, usual } from './describe.ts';
import type { Service } from './model.ts';

/** Mailbox providers. */
export const MAILBOXES: readonly Service[] = [
  relay(
    {
      id: 'google-workspace',
      name: 'Google Workspace',
      kind: 'mailbox',
      asOf: '2026-11-23',
      confidence: 'high',
    },
    {
      includes: ['_spf.google.com'],
      dkim: usual([serviceKey('google')]),
      mx: ['google.com', 'googlemail.com'],
      mxHosts: [
        'aspmx.l.google.com',
        'alt1.aspmx.l.google.com',
        'alt2.aspmx.l.google.com',
        'alt3.aspmx.l.google.com',
        'alt4.aspmx.l.google.com',
        'aspmx2.googlemail.com',
        'aspmx3.googlemail.com',
        'aspmx4.googlemail.com',
        'aspmx5.googlemail.com',
        'smtp.google.com',
      ],
      mxHostsOnlyBelow: 'aspmx.l.google.com',
      docs: 'https://support.google.com/a/answer/33786',
    },
  ),
  relay(
    { id: 'microsoft-365', name: 'Microsoft 365', kind: 'mailbox', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: [
        'spf.protection.outlook.com',
        'spf.protection.office365.us',
        'spf.protection.partner.outlook.cn',
      ],
      dkim: fixed(
        [alias('selector1'), alias('selector2')],
        ['onmicrosoft.com', 'dkim.mail.microsoft', 'onmicrosoft.us', 'partner.onmschina.cn'],
      ),
      mx: [
        'mail.protection.outlook.com',
        'mail.protection.office365.us',
        'mail.protection.partner.outlook.cn',
        'mx.microsoft',
      ],
      docs: 'https://learn.microsoft.com/en-us/defender-office-365/email-authentication-spf-configure',
    },
  ),
  relay(
    { id: 'zoho-mail', name: 'Zoho Mail', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: [
        'zohomail.com',
        'zoho.com',
        'one.zoho.com',
        'zoho.eu',
        'zoho.in',
        'zohomail.eu',
        'zohomail.in',
        'zohocloud.ca',
        'zoho.com.au',
      ],
      dkim: usual([serviceKey('zmail')]),
      mx: ['zoho.com', 'zoho.eu', 'zoho.in', 'zoho.com.au', 'zohocloud.ca'],
      mxHosts: [
        'mx.zoho.com',
        'mx2.zoho.com',
        'mx3.zoho.com',
        'mx.zoho.eu',
        'mx2.zoho.eu',
        'mx3.zoho.eu',
        'mx.zoho.in',
        'mx2.zoho.in',
        'mx3.zoho.in',
      ],
    },
  ),
  relay(
    { id: 'fastmail', name: 'Fastmail', kind: 'mailbox', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['spf.messagingengine.com', 'spf.fastmail.com'],
      dkim: fixed(
        [
          alias('fm1', 'fm1.{domain}.dkim.fmhosted.com'),
          alias('fm2', 'fm2.{domain}.dkim.fmhosted.com'),
          alias('fm3', 'fm3.{domain}.dkim.fmhosted.com'),
          older(serviceKey('mesmtp')),
        ],
        ['dkim.fmhosted.com', 'messagingengine.com'],
      ),
      mx: ['messagingengine.com'],
      mxHosts: ['in1-smtp.messagingengine.com', 'in2-smtp.messagingengine.com'],
      docs: 'https://www.fastmail.help/hc/en-us/articles/360060591153-Manual-DNS-configuration',
    },
  ),
  relay(
    { id: 'proton-mail', name: 'Proton Mail', kind: 'mailbox', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['_spf.protonmail.ch'],
      dkim: fixed([alias('protonmail'), alias('protonmail2'), alias('protonmail3')], ['domains.proton.ch']),
      mx: ['protonmail.ch'],
      mxHosts: ['mail.protonmail.ch', 'mailsec.protonmail.ch'],
      docs: 'https://proton.me/support/anti-spoofing-custom-domain',
    },
  ),
  relay(
    {
      id: 'icloud-mail',
      name: 'iCloud Mail with a domain of your own',
      kind: 'mailbox',
      asOf: '2026-11-23',
      confidence: 'high',
    },
    {
      includes: ['icloud.com'],
      dkim: fixed([alias('sig1', 'sig1.dkim.{domain}.at.icloudmailadmin.com')], ['icloudmailadmin.com']),
      mx: ['mail.icloud.com'],
      mxHosts: ['mx01.mail.icloud.com', 'mx02.mail.icloud.com'],
    },
  ),
  relay(
    { id: 'ovhcloud', name: 'OVHcloud', kind: 'mailbox', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['mx.ovh.com'],
      mx: ['mail.ovh.net', 'mx1.ovh.net'],
      mxHosts: ['mx0.mail.ovh.net', 'mx1.mail.ovh.net', 'mx2.mail.ovh.net', 'mx3.mail.ovh.net'],
    },
  ),
  relay(
    { id: 'ionos', name: 'IONOS', kind: 'mailbox', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['_spf-eu.ionos.com', '_spf-us.ionos.com', '_spf.kundenserver.de', '_spf.perfora.net'],
      dkim: usual([alias('s1-ionos'), alias('s2-ionos')], ['dkim.ionos.com']),
      mx: ['ionos.com', 'kundenserver.de'],
      mxHosts: [
        'mx00.ionos.com',
        'mx01.ionos.com',
        'mx00.ionos.de',
        'mx01.ionos.de',
        'mx00.kundenserver.de',
        'mx01.kundenserver.de',
      ],
    },
  ),
  relay(
    { id: 'gandi', name: 'Gandi', kind: 'mailbox', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['_mailcust.gandi.net'],
      dkim: usual([alias('gm1', 'gm1.gandimail.net'), alias('gm2', 'gm2.gandimail.net')], ['gandimail.net']),
      mx: ['mail.gandi.net'],
      mxHosts: ['spool.mail.gandi.net', 'fb.mail.gandi.net'],
    },
  ),
  relay(
    {
      id: 'namecheap-private-email',
      name: 'Namecheap Private Email',
      kind: 'mailbox',
      asOf: '2026-11-23',
      confidence: 'high',
    },
    {
      includes: ['spf.privateemail.com'],
      dkim: usual([serviceKey('default'), serviceKey('privateemail')]),
      mx: ['privateemail.com'],
      mxHosts: ['mx1.privateemail.com', 'mx2.privateemail.com'],
    },
  ),
  relay(
    {
      id: 'godaddy-email',
      name: 'GoDaddy Professional Email',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      includes: ['secureserver.net', 'spf.em.secureserver.net'],
      dkim: usual([alias('secureserver1'), alias('secureserver2')], ['onsecureserver.net']),
      mx: ['smtp.secureserver.net', 'mailstore1.secureserver.net'],
    },
  ),
  relay(
    { id: 'infomaniak', name: 'Infomaniak', kind: 'mailbox', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['spf.infomaniak.ch'],
      dkim: assigned(),
      mx: ['mta-gw.infomaniak.ch'],
    },
  ),
  relay(
    { id: 'migadu', name: 'Migadu', kind: 'mailbox', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['spf.migadu.com'],
      dkim: fixed(
        [
          alias('key1', 'key1.{domain}._domainkey.migadu.com'),
          alias('key2', 'key2.{domain}._domainkey.migadu.com'),
          alias('key3', 'key3.{domain}._domainkey.migadu.com'),
        ],
        ['_domainkey.migadu.com'],
      ),
      mx: ['migadu.com'],
      mxHosts: ['aspmx1.migadu.com', 'aspmx2.migadu.com'],
    },
  ),
  relay(
    { id: 'mailbox-org', name: 'mailbox.org', kind: 'mailbox', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['mailbox.org'],
      dkim: fixed(
        ['mbo0001', 'mbo0002', 'mbo0003', 'mbo0004'].map((selector) =>
          alias(selector, `${selector}._domainkey.mailbox.org`),
        ),
        ['_domainkey.mailbox.org'],
      ),
      mx: ['mailbox.org'],
      mxHosts: ['mxext1.mailbox.org', 'mxext2.mailbox.org', 'mxext3.mailbox.org'],
      docs: 'https://kb.mailbox.org/en/private/custom-domains/spf-dkim-and-dmarc-how-to-improve-spam-reputation-and-avoid-bounces',
    },
  ),
  relay(
    {
      id: 'rackspace-email',
      name: 'Rackspace Email',
      kind: 'mailbox',
      asOf: '2026-11-23',
      confidence: 'high',
    },
    {
      includes: ['emailsrvr.com'],
      mx: ['emailsrvr.com'],
      mxHosts: ['mx1.emailsrvr.com', 'mx2.emailsrvr.com'],
    },
  ),
  relay(
    { id: 'yandex-360', name: 'Yandex 360', kind: 'mailbox', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['_spf.yandex.net'],
      dkim: usual([serviceKey('mail')]),
      mx: ['mx.yandex.net'],
      mxHosts: ['mx.yandex.net'],
    },
  ),
  relay(
    { id: 'tuta', name: 'Tuta', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['spf.tutanota.de'],
      mx: ['tutanota.de', 'tuta.com'],
      mxHosts: ['mail.tutanota.de'],
    },
  ),
  relay(
    { id: 'titan-email', name: 'Titan Email', kind: 'mailbox', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['spf.titan.email'],
      mx: ['titan.email'],
      mxHosts: ['mx1.titan.email', 'mx2.titan.email', 'mx1.flockmail.com', 'mx2.flockmail.com'],
    },
  ),
  relay(
    { id: 'flock-mail', name: 'Flock Mail', kind: 'mailbox', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['spf.flockmail.com'],
      mx: ['flockmail.com'],
    },
  ),
  relay(
    {
      id: 'bluehost',
      name: 'Bluehost and sister hosts',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    { includes: ['websitewelcome.com', 'justhost.com'] },
  ),
  relay(
    { id: 'one-email', name: 'one-email.com', kind: 'mailbox', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['spf.one-email.com'],
      dkim: usual(
        [alias('oe1', '{domain}.oe1.dkim.one-email.com'), alias('oe2', '{domain}.oe2.dkim.one-email.com')],
        ['dkim.one-email.com'],
      ),
    },
  ),
];
