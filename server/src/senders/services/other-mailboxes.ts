import { alias, describe, serviceKey, usual } from './describe.ts';
import type { Service } from './model.ts';

/** Mailbox providers that are less common, or common in one country. */
export const OTHER_MAILBOXES: readonly Service[] = [
  describe(
    { id: 'mxroute', name: 'MXroute', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['mxlogin.com'], dkim: usual([serviceKey('x')]), mx: ['mxrouting.net', 'mxroute.com'] },
  ),
  describe(
    { id: 'purelymail', name: 'Purelymail', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['_spf.purelymail.com'],
      dkim: usual(
        [
          alias('purelymail1', 'key1.dkimroot.purelymail.com'),
          alias('purelymail2', 'key2.dkimroot.purelymail.com'),
          alias('purelymail3', 'key3.dkimroot.purelymail.com'),
        ],
        ['dkimroot.purelymail.com'],
      ),
      mx: ['mailserver.purelymail.com'],
    },
  ),
  describe(
    { id: 'runbox', name: 'Runbox', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['spf.runbox.com'],
      dkim: usual(
        [
          alias('selector1', 'selector1-{dashed}.domainkey.runbox.com'),
          alias('selector2', 'selector2-{dashed}.domainkey.runbox.com'),
        ],
        ['domainkey.runbox.com'],
      ),
      mx: ['mx.runbox.com'],
    },
  ),
  describe(
    { id: 'mailfence', name: 'Mailfence', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['_spf.mailfence.com'], mx: ['mailfence.com'] },
  ),
  describe(
    {
      id: 'mailru-business',
      name: 'VK WorkSpace / Mail.ru for business',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      includes: ['_spf.mail.ru', '_spf.vkteam.ru'],
      dkim: usual([serviceKey('mailru')]),
      mx: ['emx.mail.ru'],
    },
  ),
  describe(
    { id: 'naver-works', name: 'NAVER WORKS', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['spf.worksmobile.com', 'spf.gov-naverworks.com'],
      dkim: usual([serviceKey('naverworks')]),
      mx: ['worksmobile.com'],
    },
  ),
  describe(
    {
      id: 'kakao-daum-mail',
      name: 'Kakao / Daum mail for domains',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'low',
    },
    {},
  ),
  describe(
    { id: 'alibaba-mail', name: 'Alibaba Mail', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['spf.qiye.aliyun.com', 'spf.mxhichina.com'],
      dkim: usual([serviceKey('default')]),
      mx: ['qiye.aliyun.com', 'mxhichina.com', 'mail.alibaba.com'],
    },
  ),
  describe(
    { id: 'tencent-exmail', name: 'Tencent Exmail', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['spf.mail.qq.com'], mx: ['mxbiz1.qq.com', 'mxbiz2.qq.com'] },
  ),
  describe(
    {
      id: 'netease-qiye',
      name: 'NetEase enterprise mail',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['spf.qiye.163.com'], mx: ['mxmail.netease.com'] },
  ),
  describe(
    { id: 'feishu-lark', name: 'Feishu / Lark mail', kind: 'mailbox', asOf: '2026-11-29', confidence: 'low' },
    {},
  ),
  describe(
    { id: 'hey-for-work', name: 'HEY for Domains', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['_spf.hey.com'],
      dkim: usual([alias('heymail', 'heymail._domainkey.hey.com')], ['_domainkey.hey.com']),
      mx: ['work-mx.app.hey.com'],
    },
  ),
  describe(
    { id: 'intermedia', name: 'Intermedia', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    {
      includes: ['spf.intermedia.net', 'spf.serverdata.net'],
      mx: ['serverdata.net', 'intermedia.net'],
      docs: 'https://kb.intermedia.net/article/1010',
    },
  ),
  describe(
    {
      id: 'seznam-email-profi',
      name: 'Seznam Email Profi',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      includes: ['spf.seznam.cz'],
      dkim: usual(
        [
          alias('szn1', 'szn1._domainkey.seznam.cz'),
          alias('szn2', 'szn2._domainkey.seznam.cz'),
          alias('szn3', 'szn3._domainkey.seznam.cz'),
        ],
        ['_domainkey.seznam.cz'],
      ),
    },
  ),
  describe(
    {
      id: 'apple-business-mail',
      name: 'Apple Business mail',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'low',
    },
    {},
  ),
  describe(
    {
      id: '263-mail',
      name: '263 enterprise mail',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['spf.263.net', 'spf.263xmail.com'] },
  ),
  describe(
    { id: 'hiworks', name: 'hiworks', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.hiworks.co.kr'] },
  ),
  describe(
    { id: 'mailplug', name: 'MailPlug', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['mailplug.com'], mx: ['mailplug.co.kr'] },
  ),
  describe(
    { id: 'polarismail', name: 'PolarisMail', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['emailarray.com'] },
  ),
  describe({ id: 'mailo', name: 'Mailo', kind: 'mailbox', asOf: '2026-11-29', confidence: 'low' }, {}),
  describe(
    {
      id: 'outlook-com-personal',
      name: 'Outlook.com personalized email',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['outlook.com'], mx: ['pamx1.hotmail.com'] },
  ),
];
