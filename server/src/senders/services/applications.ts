import { alias, assigned, describe, fixed, returnPath, usual } from './describe.ts';
import type { Service } from './model.ts';

/** Applications with another purpose that also send mail: shops, help desks, accounting. */
export const APPLICATIONS: readonly Service[] = [
  describe(
    { id: 'salesforce', name: 'Salesforce', kind: 'application', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['_spf.salesforce.com'],
      dkim: assigned(['custdkim.salesforce.com']),
    },
  ),
  describe(
    { id: 'hubspot', name: 'HubSpot', kind: 'application', asOf: '2026-11-23', confidence: 'high' },
    {
      customerIncludes: ['hubspotemail.net'],
      dkim: assigned(['dkim.hubspotemail.net']),
      docs: 'https://knowledge.hubspot.com/email/do-i-need-to-add-hubspot-to-our-spf-record',
    },
  ),
  describe(
    { id: 'zendesk', name: 'Zendesk', kind: 'application', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['mail.zendesk.com'],
      dkim: fixed(
        [
          alias('zendesk1', 'zendesk1._domainkey.zendesk.com'),
          alias('zendesk2', 'zendesk2._domainkey.zendesk.com'),
        ],
        ['_domainkey.zendesk.com'],
      ),
      docs: 'https://support.zendesk.com/hc/en-us/articles/4408832543770',
    },
  ),
  describe(
    { id: 'freshdesk', name: 'Freshdesk', kind: 'application', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['email.freshdesk.com', 'emailus.freshservice.com', 'emaileuc.freshservice.com'],
      ...returnPath('fwdkim1', 'domainkey.freshemail.io'),
      dkim: assigned(['domainkey.freshemail.io']),
      mxHosts: ['mxa.freshdesk.com'],
      docs: 'https://support.freshdesk.com/support/solutions/articles/43170',
    },
  ),
  describe(
    { id: 'shopify', name: 'Shopify', kind: 'application', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['shops.shopify.com'],
      ...returnPath(undefined, 'email.myshopify.com'),
      dkim: assigned(['email.myshopify.com']),
    },
  ),
  describe(
    { id: 'intercom', name: 'Intercom', kind: 'application', asOf: '2026-11-23', confidence: 'high' },
    {
      customerIncludes: ['intercom-mail.com', 'intercom.io'],
      dkim: usual([alias('intercom')], ['dkim.intercom.io']),
    },
  ),
  describe(
    {
      id: 'atlassian-cloud',
      name: 'Atlassian Cloud',
      kind: 'application',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      includes: ['_spf.atlassian.net'],
      dkim: assigned(['dkim.atlassian.net']),
    },
  ),
  describe(
    { id: 'statuspage', name: 'Statuspage', kind: 'application', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['stspg-customer.com'],
    },
  ),
  describe(
    { id: 'netsuite', name: 'Oracle NetSuite', kind: 'application', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['mailsenders.netsuite.com', 'sent-via.netsuite.com'],
      dkim: assigned(['domainkey.netsuite.com']),
    },
  ),
  describe({ id: 'sap', name: 'SAP', kind: 'application', asOf: '2026-11-23', confidence: 'high' }, {}),
  describe(
    { id: 'workday', name: 'Workday', kind: 'application', asOf: '2026-11-23', confidence: 'high' },
    {},
  ),
  describe(
    { id: 'docusign', name: 'Docusign', kind: 'application', asOf: '2026-11-23', confidence: 'high' },
    {},
  ),
  describe(
    { id: 'greenhouse', name: 'Greenhouse', kind: 'application', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['mg-spf.greenhouse.io'],
    },
  ),
  describe(
    { id: 'bamboohr', name: 'BambooHR', kind: 'application', asOf: '2026-11-23', confidence: 'high' },
    {},
  ),
  describe(
    { id: 'stripe', name: 'Stripe', kind: 'application', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['spf1.stripe.com'],
      ...returnPath('bounce', 'custom-email-domain.stripe.com'),
      dkim: assigned(['dkim.custom-email-domain.stripe.com']),
    },
  ),
  describe({ id: 'xero', name: 'Xero', kind: 'application', asOf: '2026-11-23', confidence: 'high' }, {}),
  describe(
    { id: 'quickbooks', name: 'QuickBooks', kind: 'application', asOf: '2026-11-23', confidence: 'high' },
    {},
  ),
  describe(
    { id: 'help-scout', name: 'Help Scout', kind: 'application', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['helpscoutemail.com'],
      dkim: fixed(
        [
          alias('strong1', 'strong1._domainkey.helpscout.net'),
          alias('strong2', 'strong2._domainkey.helpscout.net'),
        ],
        ['_domainkey.helpscout.net'],
      ),
    },
  ),
  describe(
    { id: 'front', name: 'Front', kind: 'application', asOf: '2026-11-23', confidence: 'high' },
    {
      docs: 'https://help.front.com/en/articles/2484',
    },
  ),
  describe(
    { id: 'knowbe4', name: 'KnowBe4', kind: 'application', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['_spf.psm.knowbe4.com'],
    },
  ),
  describe(
    { id: 'qualtrics', name: 'Qualtrics', kind: 'application', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['_spf.qualtrics.com', '_spf.qemailserver.com'],
    },
  ),
  describe(
    { id: 'squarespace', name: 'Squarespace', kind: 'application', asOf: '2026-11-23', confidence: 'high' },
    {
      dkim: assigned(['squarespace-mail.com']),
    },
  ),
  describe(
    { id: 'keap', name: 'Keap', kind: 'application', asOf: '2026-11-23', confidence: 'high' },
    { includes: ['infusionmail.com'] },
  ),
];
