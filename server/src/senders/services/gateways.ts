import { alias, assigned, describe, relay, returnPath, usual } from './describe.ts';
import type { Service } from './model.ts';

/** Filters, relays, forwarders, and services that host SPF records. */
export const GATEWAYS: readonly Service[] = [
  relay(
    { id: 'mimecast', name: 'Mimecast', kind: 'gateway', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['_netblocks.mimecast.com'],
      customerIncludes: ['_netblocks.mimecast.com'],
      dkim: assigned(),
      mx: ['mimecast.com', 'mimecast.co.za', 'mimecast-offshore.com'],
      docs: 'https://mimecastsupport.zendesk.com/hc/en-us/articles/34000709564691-Policies-Mimecast-SMTP-Error-Codes',
    },
  ),
  relay(
    { id: 'proofpoint', name: 'Proofpoint', kind: 'gateway', asOf: '2026-11-23', confidence: 'high' },
    {
      customerIncludes: ['pphosted.com'],
      dkim: assigned(),
      mx: ['pphosted.com'],
      docs: 'https://www.proofpoint.com/postmaster',
    },
  ),
  relay(
    {
      id: 'proofpoint-essentials',
      name: 'Proofpoint Essentials',
      kind: 'gateway',
      asOf: '2026-11-23',
      confidence: 'high',
    },
    {
      customerIncludes: ['ppe-hosted.com'],
      mx: ['ppe-hosted.com'],
    },
  ),
  relay(
    {
      id: 'barracuda',
      name: 'Barracuda Email Gateway Defense',
      kind: 'gateway',
      asOf: '2026-11-23',
      confidence: 'high',
    },
    {
      includes: ['spf.ess.barracudanetworks.com'],
      customerIncludes: ['ess.barracudanetworks.com'],
      mx: ['barracudanetworks.com'],
    },
  ),
  relay(
    {
      id: 'cisco-secure-email',
      name: 'Cisco Secure Email',
      kind: 'gateway',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      customerIncludes: ['iphmx.com'],
      mx: ['iphmx.com'],
    },
  ),
  relay(
    { id: 'sophos-email', name: 'Sophos Email', kind: 'gateway', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: [
        '_spf.prod.hydra.sophos.com',
        '_spf_euwest1.prod.hydra.sophos.com',
        '_spf_uswest2.prod.hydra.sophos.com',
        '_spf_eucentral1.prod.hydra.sophos.com',
      ],
      mx: ['prod.hydra.sophos.com'],
    },
  ),
  relay(
    {
      id: 'trend-micro-email',
      name: 'Trend Micro Email Security',
      kind: 'gateway',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      includes: [
        'spf.tmes.trendmicro.com',
        'spf-us.tmes.trendmicro.com',
        'spf.tmes.trendmicro.eu',
        'spf.tmes-anz.trendmicro.com',
        'spf.tmems-jp.trendmicro.com',
        'spf.hes.trendmicro.com',
      ],
      customerIncludes: ['trendmicro.com', 'trendmicro.eu'],
      mx: ['trendmicro.com', 'trendmicro.eu'],
      mxHosts: ['in.tmes.trendmicro.com', 'in.hes.trendmicro.com'],
    },
  ),
  relay(
    { id: 'hornetsecurity', name: 'Hornetsecurity', kind: 'gateway', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['spf.hornetsecurity.com'],
      mx: ['hornetsecurity.com'],
      mxHosts: [
        'mx01.hornetsecurity.com',
        'mx02.hornetsecurity.com',
        'mx03.hornetsecurity.com',
        'mx04.hornetsecurity.com',
      ],
    },
  ),
  relay(
    {
      id: 'symantec-email',
      name: 'Symantec Email Security.cloud',
      kind: 'gateway',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      includes: ['spf.messagelabs.com'],
      mx: ['messagelabs.com', 'inboundmx.com'],
      docs: 'https://knowledge.broadcom.com/external/article/233661',
    },
  ),
  relay(
    { id: 'forcepoint', name: 'Forcepoint', kind: 'gateway', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['spf.mailcontrol.com'],
      mx: ['mailcontrol.com'],
    },
  ),
  relay(
    {
      id: 'trellix',
      name: 'Trellix Email Security',
      kind: 'gateway',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      includes: ['_spf.fireeyecloud.com'],
      mx: ['etp.fireeye.com', 'etp.trellix.com', 'email.fireeyecloud.com'],
    },
  ),
  describe(
    { id: 'mailchannels', name: 'MailChannels', kind: 'gateway', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['relay.mailchannels.net'],
    },
  ),
  describe(
    { id: 'duocircle', name: 'DuoCircle', kind: 'gateway', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['outbound.mailhop.org'],
    },
  ),
  describe(
    {
      id: 'namecheap-forwarding',
      name: 'Namecheap Email Forwarding',
      kind: 'forwarder',
      asOf: '2026-11-23',
      confidence: 'high',
    },
    {
      includes: ['spf.efwd.registrar-servers.com'],
      mx: ['registrar-servers.com'],
      mxHosts: [
        'eforward1.registrar-servers.com',
        'eforward2.registrar-servers.com',
        'eforward3.registrar-servers.com',
        'eforward4.registrar-servers.com',
        'eforward5.registrar-servers.com',
      ],
    },
  ),
  describe(
    {
      id: 'cloudflare-email-routing',
      name: 'Cloudflare Email Routing',
      kind: 'forwarder',
      asOf: '2026-11-23',
      confidence: 'high',
    },
    {
      includes: ['_spf.mx.cloudflare.net'],
      dkim: assigned(),
      mx: ['mx.cloudflare.net'],
      mxHosts: ['route1.mx.cloudflare.net', 'route2.mx.cloudflare.net', 'route3.mx.cloudflare.net'],
    },
  ),
  describe(
    { id: 'forward-email', name: 'Forward Email', kind: 'forwarder', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['spf.forwardemail.net'],
      ...returnPath('fe-bounces', 'forwardemail.net'),
      dkim: assigned(),
      mx: ['forwardemail.net'],
      mxHosts: ['mx1.forwardemail.net', 'mx2.forwardemail.net'],
    },
  ),
  describe(
    { id: 'improvmx', name: 'ImprovMX', kind: 'forwarder', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['spf.improvmx.com'],
      dkim: usual(
        [alias('dkimprovmx1', 'dkimprovmx1.improvmx.com'), alias('dkimprovmx2', 'dkimprovmx2.improvmx.com')],
        ['improvmx.com'],
      ),
      mx: ['improvmx.com'],
      mxHosts: ['mx1.improvmx.com', 'mx2.improvmx.com'],
    },
  ),
  describe(
    { id: 'valimail', name: 'Valimail', kind: 'spf', asOf: '2026-11-23', confidence: 'high' },
    {
      customerIncludes: ['_spf.vali.email'],
    },
  ),
  describe(
    { id: 'red-sift-ondmarc', name: 'Red Sift OnDMARC', kind: 'spf', asOf: '2026-11-23', confidence: 'high' },
    {
      customerIncludes: ['_spf.smart.ondmarc.com'],
    },
  ),
  describe(
    { id: 'easydmarc', name: 'EasyDMARC', kind: 'spf', asOf: '2026-11-29', confidence: 'high' },
    {
      customerIncludes: ['spf.easydmarc.com'],
    },
  ),
];
