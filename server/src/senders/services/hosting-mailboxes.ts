import { alias, assigned, describe, serviceKey, usual } from './describe.ts';
import type { Service } from './model.ts';

/** Mailboxes that come with a domain or with web space. */
export const HOSTING_MAILBOXES: readonly Service[] = [
  describe(
    {
      id: 'hostinger-email',
      name: 'Hostinger Email',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      includes: ['_spf.mail.hostinger.com'],
      dkim: usual(
        [
          alias('hostingermail-a', 'hostingermail-a.dkim.mail.hostinger.com'),
          alias('hostingermail-b', 'hostingermail-b.dkim.mail.hostinger.com'),
          alias('hostingermail-c', 'hostingermail-c.dkim.mail.hostinger.com'),
        ],
        ['dkim.mail.hostinger.com'],
      ),
      mx: ['mx1.hostinger.com', 'mx2.hostinger.com'],
    },
  ),
  describe(
    { id: 'one-com', name: 'one.com', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['_custspf.one.com'],
      dkim: usual([alias('ed1'), alias('ed2'), alias('rsa1'), alias('rsa2')], ['service.one']),
      mx: ['one.com'],
    },
  ),
  describe(
    { id: 'loopia', name: 'Loopia', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['spf.loopia.se', 'kundspf.loopia.se'],
      dkim: assigned(),
      mx: ['mailcluster.loopia.se', 'mail2.loopia.se'],
    },
  ),
  describe(
    { id: 'strato', name: 'STRATO', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['_spf.strato.com'],
      dkim: usual(
        [
          alias('strato-dkim-0002', 'strato-dkim-0002._domainkey.rzone.de'),
          alias('strato-dkim-0003', 'strato-dkim-0003._domainkey.rzone.de'),
        ],
        ['_domainkey.rzone.de'],
      ),
      mx: ['smtpin.rzone.de'],
    },
  ),
  describe(
    { id: 'netcup', name: 'netcup', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['_spf.webhosting.systems'],
      dkim: usual(
        [
          alias('key1', 'key1._domainkey.webhosting.systems'),
          alias('key2', 'key2._domainkey.webhosting.systems'),
        ],
        ['_domainkey.webhosting.systems'],
      ),
      mx: ['netcup.net'],
    },
  ),
  describe(
    { id: 'all-inkl', name: 'ALL-INKL.COM', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.kasserver.com', 'kasserver.com'], mx: ['kasserver.com'] },
  ),
  describe(
    {
      id: 'hetzner-webhosting',
      name: 'Hetzner web hosting',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'low',
    },
    {},
  ),
  describe(
    { id: 'mittwald', name: 'mittwald', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['agenturserver.de'] },
  ),
  describe(
    {
      id: 'domainfactory',
      name: 'domainfactory (df.eu)',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['ispgateway.de'] },
  ),
  describe(
    { id: 'united-domains', name: 'united-domains', kind: 'mailbox', asOf: '2026-11-29', confidence: 'low' },
    {},
  ),
  describe(
    { id: 'transip', name: 'TransIP', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['_spf.transip.email'],
      dkim: usual(
        [
          alias('transip-a', '_dkim-a.transip.email'),
          alias('transip-b', '_dkim-b.transip.email'),
          alias('transip-c', '_dkim-c.transip.email'),
        ],
        ['transip.email'],
      ),
      mx: ['mx.transip.email'],
    },
  ),
  describe(
    { id: 'aruba', name: 'Aruba (Italy)', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['_spf.aruba.it'], dkim: usual([serviceKey('a1')]) },
  ),
  describe(
    { id: 'register-it', name: 'Register.it', kind: 'mailbox', asOf: '2026-11-29', confidence: 'low' },
    {},
  ),
  describe(
    {
      id: 'opensrs-hosted-email',
      name: 'OpenSRS Hosted Email (Hover, Tucows, Shopify domains)',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    { includes: ['_spf.hostedemail.com'], dkim: usual([serviceKey('key1')]), mx: ['hostedemail.com'] },
  ),
  describe(
    { id: 'siteground', name: 'SiteGround', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    {
      includes: ['_spf.mailspamprotection.com'],
      dkim: usual([serviceKey('default')]),
      mx: ['mailspamprotection.com'],
    },
  ),
  describe(
    { id: 'dreamhost', name: 'DreamHost', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['netblocks.dreamhost.com'],
      dkim: usual([serviceKey('dreamhost')]),
      mx: ['mx1.dreamhost.com', 'mx2.dreamhost.com', 'mail.dreamhost.com'],
    },
  ),
  describe(
    { id: 'hostpoint', name: 'Hostpoint', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['spf.mail.hostpoint.ch'], mx: ['mail.hostpoint.ch'] },
  ),
  describe(
    { id: 'cyon', name: 'cyon', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.protection.cyon.net'] },
  ),
  describe(
    {
      id: 'simply-com',
      name: 'Simply.com (UnoEuro)',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      includes: ['spf.simply.com', 'spf.unoeuro.com'],
      dkim: usual(
        [alias('simplycom1', 'dkim1.simply.com'), alias('simplycom2', 'dkim2.simply.com')],
        ['simply.com'],
      ),
      mx: ['mx.simply.com', 'unoeuro.com'],
    },
  ),
  describe(
    { id: '20i-stackmail', name: '20i StackMail', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['spf.stackmail.com'], dkim: usual([serviceKey('s1')]), mx: ['mx.stackmail.com'] },
  ),
  describe(
    { id: 'locaweb', name: 'Locaweb', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['_spf.locaweb.com.br'], mx: ['locaweb.com.br'] },
  ),
  describe(
    { id: 'xserver', name: 'Xserver (Japan)', kind: 'mailbox', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['spf.sender.xserver.jp'], dkim: usual([serviceKey('default')]), mx: ['xserver.jp'] },
  ),
  describe(
    {
      id: 'spacemail',
      name: 'Spacemail (Spaceship)',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      includes: ['spf.spacemail.com'],
      dkim: usual([serviceKey('spacemail')]),
      mx: ['mx1.spacemail.com', 'mx2.spacemail.com'],
    },
  ),
  describe(
    { id: 'uberspace', name: 'Uberspace', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.uberspace.de'], dkim: assigned(['uberspace.de']), mx: ['uberspace.de'] },
  ),
  describe(
    {
      id: 'websupport',
      name: 'Websupport / Active 24 group',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    {
      includes: ['_spf.websupport.sk', '_spf.websupport.cz', 'spf.websupport.se', '_spf.m101.websupport.se'],
    },
  ),
  describe(
    { id: 'zone-ee', name: 'Zone Media', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['_spf.zone.eu'], mx: ['zone.eu'] },
  ),
  describe(
    { id: 'wedos', name: 'WEDOS', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['_spf.we.wedos.net'] },
  ),
  describe(
    { id: 'webnode', name: 'Webnode', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spfuser.webnode.com'], mx: ['webnode.com'] },
  ),
  describe(
    { id: 'glesys', name: 'GleSYS', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.glesys.se', '_mail.glesys.com'] },
  ),
  describe(
    { id: 'inleed', name: 'Inleed', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.inleed.se'] },
  ),
  describe(
    { id: 'blacknight', name: 'Blacknight', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.blacknight.ie'], mx: ['blacknight.com'] },
  ),
  describe(
    {
      id: 'online-net',
      name: 'Scaleway Web Hosting (Online.net)',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['spf.online.net'] },
  ),
  describe(
    { id: 'easyname', name: 'easyname', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.easyname.com'] },
  ),
  describe(
    { id: 'world4you', name: 'World4You', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.w4ymail.at'] },
  ),
  describe(
    {
      id: 'webador-jouwweb',
      name: 'Webador / JouwWeb',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['_spf.webador.com', '_spf.jouwweb.nl'], mx: ['webador.com', 'jouwweb.nl'] },
  ),
  describe(
    {
      id: 'fasthosts-livemail',
      name: 'Fasthosts (LiveMail)',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['_spf.livemail.co.uk'] },
  ),
  describe(
    {
      id: 'network-solutions',
      name: 'Network Solutions',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['spf.netsolmail.net'], mx: ['netsolmail.net'] },
  ),
  describe(
    { id: 'beget', name: 'Beget', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['beget.com'], dkim: usual([serviceKey('beget')]) },
  ),
  describe(
    {
      id: 'wordpress-com',
      name: 'WordPress.com (Automattic)',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['_spf.automattic.com'], mx: ['smtp-fwd.wordpress.com'] },
  ),
  describe(
    { id: 'umbler', name: 'Umbler', kind: 'mailbox', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.umbler.com'] },
  ),
  describe(
    {
      id: 'dandomain',
      name: 'DanDomain / Curanet / Scannet',
      kind: 'mailbox',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['spf.dandomain.dk', 'spf.curanet.dk', 'spf.scannet.dk'], mx: ['scannet.dk'] },
  ),
];
