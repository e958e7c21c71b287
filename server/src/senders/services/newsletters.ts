import { alias, assigned, describe, returnPath, serviceKey, usual } from './describe.ts';
import type { Service } from './model.ts';

/** Services that send newsletters. */
export const NEWSLETTERS: readonly Service[] = [
  describe(
    { id: 'zoho-campaigns', name: 'Zoho Campaigns', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['zcsend.net', 'eu.zcsend.net'] },
  ),
  describe(
    { id: 'dotdigital', name: 'Dotdigital', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['spf.dotmailer.com'], mx: ['r1-smtp-in-1.dotdigital.com', 'r1-smtp-in-2.dotdigital.com'] },
  ),
  describe(
    { id: 'cleverreach', name: 'CleverReach', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['spf.crsend.com'], dkim: usual([serviceKey('crsend')]) },
  ),
  describe(
    { id: 'moosend', name: 'Moosend', kind: 'mailer', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spfa.mailendo.com', 'smtp.mailendo.com'] },
  ),
  describe(
    { id: 'emailoctopus', name: 'EmailOctopus', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    {},
  ),
  describe(
    { id: 'mailercloud', name: 'Mailercloud', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['mlrcloud.com'], dkim: assigned(['mlrcloud.com']) },
  ),
  describe(
    { id: 'maileon', name: 'Maileon', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    {
      ...returnPath(undefined, 'maileon.com'),
      dkim: usual([alias('xq', 'xq._domainkey.cname.maileon.com')], ['_domainkey.cname.maileon.com']),
    },
  ),
  describe(
    {
      id: 'sailthru',
      name: 'Sailthru (Marigold Engage)',
      kind: 'mailer',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    { includes: ['aspmx.sailthru.com'] },
  ),
  describe(
    { id: 'emarsys', name: 'SAP Emarsys', kind: 'mailer', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['emarsys.net'] },
  ),
  describe(
    { id: 'unisender', name: 'UniSender', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['spf.unisender.com'], mx: ['smtprelay.unisender.com'] },
  ),
  describe(
    { id: 'sendpulse', name: 'SendPulse', kind: 'mailer', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['mxsspf.sendpulse.com'] },
  ),
  describe(
    { id: 'mailup', name: 'MailUp', kind: 'mailer', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['musvc.com'], dkim: usual([alias('ml02', 'ml02.dkim.musvc.com')], ['dkim.musvc.com']) },
  ),
  describe(
    { id: 'listrak', name: 'Listrak', kind: 'mailer', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.listrak.com'] },
  ),
  describe(
    { id: 'getresponse', name: 'GetResponse', kind: 'mailer', asOf: '2026-11-29', confidence: 'low' },
    {},
  ),
  describe(
    { id: 'benchmark-email', name: 'Benchmark Email', kind: 'mailer', asOf: '2026-11-29', confidence: 'low' },
    {},
  ),
  describe({ id: 'act-on', name: 'Act-On', kind: 'mailer', asOf: '2026-11-29', confidence: 'low' }, {}),
  describe(
    { id: 'messagegears', name: 'MessageGears', kind: 'mailer', asOf: '2026-11-29', confidence: 'low' },
    {},
  ),
  describe(
    {
      id: 'acoustic-campaign',
      name: 'Acoustic Campaign (Silverpop)',
      kind: 'mailer',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['mmsend.com'] },
  ),
  describe(
    {
      id: 'verticalresponse',
      name: 'VerticalResponse',
      kind: 'mailer',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['verticalresponse.com'] },
  ),
  describe(
    { id: 'splio', name: 'Splio', kind: 'mailer', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.splio.com'] },
  ),
  describe(
    { id: 'mailigen', name: 'Mailigen', kind: 'mailer', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.mailigen.com'] },
  ),
  describe(
    { id: 'ubivox', name: 'Ubivox', kind: 'mailer', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.ubivox.com'] },
  ),
  describe(
    {
      id: 'get-a-newsletter',
      name: 'Get a Newsletter',
      kind: 'mailer',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['getanewsletter.com'] },
  ),
  describe({ id: 'inxmail', name: 'Inxmail', kind: 'mailer', asOf: '2026-11-29', confidence: 'low' }, {}),
  describe(
    { id: 'selligent', name: 'Selligent (Marigold)', kind: 'mailer', asOf: '2026-11-29', confidence: 'low' },
    {},
  ),
  describe({ id: 'emma', name: 'Emma', kind: 'mailer', asOf: '2026-11-29', confidence: 'low' }, {}),
  describe({ id: 'cordial', name: 'Cordial', kind: 'mailer', asOf: '2026-11-29', confidence: 'low' }, {}),
  describe({ id: 'instantly', name: 'Instantly', kind: 'mailer', asOf: '2026-11-29', confidence: 'low' }, {}),
  describe({ id: 'outfunnel', name: 'Outfunnel', kind: 'mailer', asOf: '2026-11-29', confidence: 'low' }, {}),
  describe(
    {
      id: 'highlevel-leadconnector',
      name: 'HighLevel / LeadConnector',
      kind: 'mailer',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['spf.leadconnectorhq.com'] },
  ),
  describe(
    { id: 'clickfunnels', name: 'ClickFunnels', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['mailer.myclickfunnels.com'], dkim: assigned() },
  ),
  describe(
    { id: 'kajabi', name: 'Kajabi', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { mx: ['mxa.mailgun.org', 'mxb.mailgun.org'] },
  ),
  describe(
    { id: 'seguno', name: 'Seguno', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { ...returnPath('bounces', 'bounces.seguno-mail.com'), dkim: assigned() },
  ),
  describe(
    { id: 'directiq', name: 'DirectIQ', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    {
      ...returnPath('sender', 'sender.directiq.com'),
      dkim: usual([alias('vip', 'vip._domainkey.sender.directiq.com')], ['_domainkey.sender.directiq.com']),
    },
  ),
  describe(
    { id: 'acymailer', name: 'AcyMailer', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    { dkim: assigned(['dkim.acymailer.com']) },
  ),
  describe(
    {
      id: 'mail-designer-365',
      name: 'Mail Designer 365',
      kind: 'mailer',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    { includes: ['spf.welovemails.com'], dkim: assigned(), mx: ['mail-transfer-reports.welovemails.com'] },
  ),
  describe(
    {
      id: 'campaign-deputy',
      name: 'Campaign Deputy',
      kind: 'mailer',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    { ...returnPath(undefined, 'emaildeputy.com'), dkim: usual([alias('cdg')], ['dkimus.emaildeputy.com']) },
  ),
  describe(
    { id: 'prezly', name: 'Prezly', kind: 'mailer', asOf: '2026-11-29', confidence: 'medium' },
    { dkim: assigned() },
  ),
  describe(
    { id: 'e-shot', name: 'e-shot (Forfront)', kind: 'mailer', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf-ps.e-shot.org'] },
  ),
];
