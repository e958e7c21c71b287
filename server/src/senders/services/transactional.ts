import { alias, assigned, describe, returnPath, serviceKey, usual } from './describe.ts';
import type { Service } from './model.ts';

/** Services that send mail for programs. */
export const TRANSACTIONAL: readonly Service[] = [
  describe(
    { id: 'zeptomail', name: 'Zoho ZeptoMail', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: [
        'zeptomail.net',
        'transmail.net',
        'eu.transmail.net',
        'transmail.net.in',
        'transmail.net.au',

        'zeptomail.in',
      ],
      ...returnPath('bounce-zem', 'zeptomail.com'),
      dkim: assigned(),
    },
  ),
  describe(
    { id: 'mailtrap', name: 'Mailtrap', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['_spf.smtp.mailtrap.live'],
      ...returnPath(undefined, 'smtp.mailtrap.live'),
      dkim: usual(
        [alias('rwmt1', 'rwmt1.dkim.smtp.mailtrap.live'), alias('rwmt2', 'rwmt2.dkim.smtp.mailtrap.live')],
        ['dkim.smtp.mailtrap.live'],
      ),
    },
  ),
  describe(
    { id: 'maileroo', name: 'Maileroo', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['_spf.maileroo.com'], envelope: 'domain', dkim: usual([serviceKey('mta')]) },
  ),
  describe(
    { id: 'socketlabs', name: 'SocketLabs', kind: 'mailer', asOf: '2026-11-29', confidence: 'medium' },
    {
      includes: ['email-od.com'],
      envelope: 'service',
      dkim: usual([alias('dkim', 'dkim._domainkey.email-od.com')], ['_domainkey.email-od.com']),
    },
  ),
  describe({ id: 'smtp-com', name: 'SMTP.com', kind: 'mailer', asOf: '2026-11-29', confidence: 'low' }, {}),
  describe(
    {
      id: 'netcore-pepipost',
      name: 'Netcore Email API (Pepipost)',
      kind: 'mailer',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['pepipost.net', 'netcore.co.in'], mx: ['netcore.co.in'] },
  ),
  describe(
    { id: 'turbo-smtp', name: 'turboSMTP', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['spf.turbo-smtp.com'], dkim: usual([serviceKey('turbo-smtp')]) },
  ),
  describe(
    { id: 'tencent-ses', name: 'Tencent Cloud SES', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['qcloudmail.com'], dkim: usual([serviceKey('qcloud')]) },
  ),
  describe(
    {
      id: 'alibaba-directmail',
      name: 'Alibaba Cloud DirectMail',
      kind: 'mailer',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      includes: ['spf1.dm.aliyun.com'],
      dkim: usual([serviceKey('aliyun-cn-hangzhou')]),
      mx: ['mx01.dm.aliyun.com'],
    },
  ),
  describe(
    {
      id: 'cloudflare-email-sending',
      name: 'Cloudflare Email Sending',
      kind: 'mailer',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      includes: ['_spf.mx.cloudflare.net'],
      ...returnPath('cf-bounce', 'mx.cloudflare.net', 'MX'),
      dkim: usual([serviceKey('cf-bounce')]),
    },
  ),
  describe(
    {
      id: 'aurora-sendcloud',
      name: 'Aurora SendCloud',
      kind: 'mailer',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    { includes: ['spf.sendcloud.org'], dkim: usual([alias('e1'), alias('e2')]), mx: ['mx2.sendcloud.org'] },
  ),
  describe(
    { id: 'lettermint', name: 'Lettermint', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { ...returnPath('lm-bounces', 'bounces.lmta.net'), dkim: assigned(), mx: ['inbound.lettermint.co'] },
  ),
  describe(
    { id: 'jetemail', name: 'JetEmail', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    {
      ...returnPath(undefined, 'return.jetsmtp.net'),
      dkim: usual([alias('jetemail', 'dkim.jetsmtp.net')], ['jetsmtp.net']),
    },
  ),
  describe(
    { id: 'autosend', name: 'AutoSend', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { dkim: usual([serviceKey('autosend')]) },
  ),
  describe(
    { id: 'sendlayer', name: 'SendLayer', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { dkim: usual([alias('sl', 'sl._domainkey.m2.sendlayer.net')], ['_domainkey.m2.sendlayer.net']) },
  ),
  describe(
    { id: 'anypost', name: 'Anypost', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { ...returnPath('anypost', 'c.anypost.email'), dkim: assigned(['c.anypost.email']) },
  ),
  describe(
    { id: 'eusend', name: 'Eusend', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['_spf.eusend.dev'], ...returnPath('send', 'feedback.eusend.dev', 'MX'), dkim: assigned() },
  ),
  describe(
    { id: 'prontuno', name: 'Prontuno', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    {
      ...returnPath(undefined, 'bounce.prontuno.net'),
      dkim: assigned(['dkim.prontuno.net']),
      mx: ['inbound.prontuno.net'],
    },
  ),
  describe(
    { id: 'unosend', name: 'Unosend', kind: 'mailer', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['unosend.co'], dkim: usual([serviceKey('unosend')]) },
  ),
  describe(
    { id: 'sidemail', name: 'Sidemail', kind: 'mailer', asOf: '2026-11-29', confidence: 'medium' },
    { dkim: assigned() },
  ),
  describe({ id: 'plunk', name: 'Plunk', kind: 'mailer', asOf: '2026-11-29', confidence: 'low' }, {}),
  describe(
    { id: 'govuk-notify', name: 'GOV.UK Notify', kind: 'mailer', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['notifications.service.gov.uk'] },
  ),
  describe(
    { id: 'clerk', name: 'Clerk', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    {
      ...returnPath('clkmail', 'clerk.services'),
      dkim: usual([alias('clk'), alias('clk2')], ['clerk.services']),
    },
  ),
  describe({ id: 'stytch', name: 'Stytch', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' }, {}),
  describe(
    { id: 'emaillabs', name: 'EmailLabs', kind: 'mailer', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['_spf.emaillabs.net.pl'] },
  ),
  describe(
    { id: 'mailrelay', name: 'Mailrelay', kind: 'mailer', asOf: '2026-11-29', confidence: 'medium' },
    { dkim: usual([alias('ipz1'), alias('ipz2')]) },
  ),
  describe(
    { id: 'mailertogo', name: 'Mailer To Go', kind: 'mailer', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['_spf.mailertogo.net'] },
  ),
  describe(
    { id: 'xmit', name: 'Transmit (xmit.sh)', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['amazonses.com'], dkim: usual([alias('xmit')], ['dkim.xmit.sh']) },
  ),
  describe(
    { id: 'peleka', name: 'Peleka', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { ...returnPath('plesp', 'mailfrom.peleka.io'), dkim: assigned(['dkim.peleka.io']) },
  ),
  describe(
    { id: 'greatmail', name: 'Greatmail', kind: 'mailer', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.greatmail.com'] },
  ),
  describe(
    { id: 'posthog', name: 'PostHog', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['amazonses.com'] },
  ),
];
