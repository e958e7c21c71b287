import { alias, assigned, describe, returnPath, usual } from './describe.ts';
import type { Service } from './model.ts';

/** Applications for one industry that also send mail: personnel, schools, accounting, support. */
export const OTHER_APPLICATIONS: readonly Service[] = [
  describe(
    {
      id: 'zoho-apps',
      name: 'Zoho CRM, Books, Analytics',
      kind: 'application',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    {
      includes: [
        'one.zoho.com',
        'sender.zohobooks.com',
        'mail.zohoanalytics.com',
        'one.zoho.eu',
        'one.zoho.com.au',
      ],
    },
  ),
  describe(
    { id: 'servicenow', name: 'ServiceNow', kind: 'application', asOf: '2026-11-29', confidence: 'high' },
    {},
  ),
  describe(
    { id: 'odoo', name: 'Odoo', kind: 'application', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['_spf.odoo.com'],
      envelope: 'domain',
      dkim: usual([alias('odoo', 'odoo._domainkey.odoo.com')], ['_domainkey.odoo.com']),
      docs: 'https://www.odoo.com/documentation',
    },
  ),
  describe(
    { id: 'happyfox', name: 'HappyFox', kind: 'application', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['spf.happyfox.com'],
      dkim: usual(
        [
          alias('happyfox1', 'happyfox1._domainkey.happyfox.com'),
          alias('happyfox2', 'happyfox2._domainkey.happyfox.com'),
        ],
        ['_domainkey.happyfox.com'],
      ),
    },
  ),
  describe(
    { id: 'avature', name: 'Avature', kind: 'application', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['all.spf.avature.net'] },
  ),
  describe(
    {
      id: 'discourse-hosting',
      name: 'Discourse hosting',
      kind: 'application',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['_hostedspf.discourse.org'] },
  ),
  describe(
    { id: 'ciphr', name: 'Ciphr HR', kind: 'application', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['ciphr247.com'] },
  ),
  describe(
    {
      id: 'participantkit',
      name: 'ParticipantKit',
      kind: 'application',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    {
      includes: ['_spf.participantkit.com'],
      dkim: usual(
        [
          alias('pdk1', 'pdk1._domainkey.dkim.participantkit.com'),
          alias('pdk2', 'pdk2._domainkey.dkim.participantkit.com'),
        ],
        ['_domainkey.dkim.participantkit.com'],
      ),
    },
  ),
  describe(
    { id: 'cvent', name: 'Cvent', kind: 'application', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['cvent-planner.com'] },
  ),
  describe(
    {
      id: 'sap-successfactors',
      name: 'SAP SuccessFactors',
      kind: 'application',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    {
      includes: ['_spf-dc2.successfactors.com', '_spf-dc33.sapsf.eu'],
      customerIncludes: ['successfactors.com', 'sapsf.com', 'sapsf.eu'],
    },
  ),
  describe(
    {
      id: 'exact-online',
      name: 'Exact Online',
      kind: 'application',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['_spf.exactonline.nl'] },
  ),
  describe(
    { id: 'fortnox', name: 'Fortnox', kind: 'application', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.fortnox.se'] },
  ),
  describe(
    { id: 'afas', name: 'AFAS', kind: 'application', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['_spf.afasonline.nl'] },
  ),
  describe(
    { id: 'freshbooks', name: 'FreshBooks', kind: 'application', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['_spf.freshbooks.com'] },
  ),
  describe(
    { id: 'sage-intacct', name: 'Sage Intacct', kind: 'application', asOf: '2026-11-29', confidence: 'high' },
    { includes: ['_spf.intacct.com'] },
  ),
  describe(
    { id: 'sidetrade', name: 'Sidetrade', kind: 'application', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['_spf.sidetrade.net'] },
  ),
  describe(
    { id: 'blackboard', name: 'Blackboard', kind: 'application', asOf: '2026-11-29', confidence: 'low' },
    {},
  ),
  describe(
    { id: 'kallidus', name: 'Kallidus', kind: 'application', asOf: '2026-11-29', confidence: 'low' },
    {},
  ),
  describe(
    {
      id: 'd2l-brightspace',
      name: 'D2L Brightspace',
      kind: 'application',
      asOf: '2026-11-29',
      confidence: 'low',
    },
    {},
  ),
  describe(
    {
      id: 'wild-apricot',
      name: 'Wild Apricot',
      kind: 'application',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['wildapricot.org'] },
  ),
  describe(
    { id: 'everbridge', name: 'Everbridge', kind: 'application', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['everbridge.net'] },
  ),
  describe(
    { id: 'liveperson', name: 'LivePerson', kind: 'application', asOf: '2026-11-29', confidence: 'low' },
    {},
  ),
  describe(
    {
      id: 'ukg-ultipro',
      name: 'UKG Pro (UltiPro)',
      kind: 'application',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['_spf.ultipro.com'] },
  ),
  describe(
    { id: 'bmc-helix', name: 'BMC Helix', kind: 'application', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['_spf-amer.onbmc.com'] },
  ),
  describe(
    { id: 'infosec-iq', name: 'Infosec IQ', kind: 'application', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['securityiqmail.net'] },
  ),
  describe(
    { id: 'symplicity', name: 'Symplicity', kind: 'application', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.symplicity.com'] },
  ),
  describe(
    { id: 'amocrm', name: 'Kommo / amoCRM', kind: 'application', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['_spf.amocrmmail.com'] },
  ),
  describe(
    { id: 'jobdiva', name: 'JobDiva', kind: 'application', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.jobdiva.com'] },
  ),
  describe(
    { id: 'clinch', name: 'Clinch Talent', kind: 'application', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['mail.clinchtalent.com'] },
  ),
  describe(
    {
      id: 'shift4shop',
      name: 'Shift4Shop (3dcart)',
      kind: 'application',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['spf.protection.3dcart.com'] },
  ),
  describe(
    { id: 'tray', name: 'Tray', kind: 'application', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['_spf.tray.com.br'] },
  ),
  describe(
    { id: 'abicart', name: 'Abicart', kind: 'application', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.abicart.com'] },
  ),
  describe(
    { id: 'acquia', name: 'Acquia', kind: 'application', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['_spf.acquia.com'] },
  ),
  describe(
    {
      id: 'website-toolbox',
      name: 'Website Toolbox',
      kind: 'application',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      dkim: usual(
        [alias('websitetoolbox', 'websitetoolbox._domainkey.websitetoolbox.com')],
        ['_domainkey.websitetoolbox.com'],
      ),
    },
  ),
  describe(
    {
      id: 'oracle-fusion',
      name: 'Oracle Fusion Cloud / Service',
      kind: 'application',
      asOf: '2026-11-29',
      confidence: 'medium',
    },
    { includes: ['spf_c.oraclecloud.com', 'spf_s.oraclecloud.com'] },
  ),
  describe(
    {
      id: 'helpdesk-com',
      name: 'HelpDesk (text.com)',
      kind: 'application',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    { dkim: assigned() },
  ),
  describe(
    { id: 'fernand', name: 'Fernand', kind: 'application', asOf: '2026-11-29', confidence: 'high' },
    {
      ...returnPath('fbounces', 'pm.mtasv.net'),
      dkim: usual(
        [alias('fernand20220202', 'fernand20220202._domainkey.getfernand.com')],
        ['_domainkey.getfernand.com'],
      ),
    },
  ),
  describe(
    { id: 'smarsh', name: 'Smarsh', kind: 'application', asOf: '2026-11-29', confidence: 'medium' },
    { includes: ['spf.smarsh.com'] },
  ),
];
