import { alias, assigned, describe, fixed, returnPath, usual } from './describe.ts';
import type { Service } from './model.ts';

/** Programs for something else that send mail too: shops, help desks, accounting. */
export const APPLICATIONS: readonly Service[] = [
  describe({
    id: 'salesforce',
    name: 'Salesforce',
    kind: 'application',
    includes: ['_spf.salesforce.com'],
    dkim: assigned(['custdkim.salesforce.com']),
  }),
  describe({
    id: 'hubspot',
    name: 'HubSpot',
    kind: 'application',
    customerIncludes: ['hubspotemail.net'],
    dkim: assigned(['dkim.hubspotemail.net']),
    docs: 'https://knowledge.hubspot.com/email/do-i-need-to-add-hubspot-to-our-spf-record',
  }),
  describe({
    id: 'zendesk',
    name: 'Zendesk',
    kind: 'application',
    includes: ['mail.zendesk.com'],
    dkim: fixed(
      [
        alias('zendesk1', 'zendesk1._domainkey.zendesk.com'),
        alias('zendesk2', 'zendesk2._domainkey.zendesk.com'),
      ],
      ['_domainkey.zendesk.com'],
    ),
    docs: 'https://support.zendesk.com/hc/en-us/articles/4408832543770',
  }),
  describe({
    id: 'freshdesk',
    name: 'Freshdesk',
    kind: 'application',
    includes: ['email.freshdesk.com', 'emailus.freshservice.com', 'emaileuc.freshservice.com'],
    ...returnPath('fwdkim1', 'domainkey.freshemail.io'),
    dkim: assigned(['domainkey.freshemail.io']),
    docs: 'https://support.freshdesk.com/support/solutions/articles/43170',
  }),
  describe({
    id: 'shopify',
    name: 'Shopify',
    kind: 'application',
    includes: ['shops.shopify.com'],
    dkim: assigned(),
  }),
  describe({
    id: 'intercom',
    name: 'Intercom',
    kind: 'application',
    customerIncludes: ['intercom-mail.com', 'intercom.io'],
    dkim: usual([alias('intercom')], ['dkim.intercom.io']),
  }),
  describe({
    id: 'atlassian-cloud',
    name: 'Atlassian Cloud',
    kind: 'application',
    includes: ['_spf.atlassian.net'],
  }),
  describe({
    id: 'statuspage',
    name: 'Statuspage',
    kind: 'application',
    includes: ['stspg-customer.com'],
  }),
  describe({
    id: 'netsuite',
    name: 'Oracle NetSuite',
    kind: 'application',
    includes: ['mailsenders.netsuite.com', 'sent-via.netsuite.com'],
  }),
  describe({ id: 'sap', name: 'SAP', kind: 'application' }),
  describe({ id: 'workday', name: 'Workday', kind: 'application' }),
  describe({ id: 'docusign', name: 'Docusign', kind: 'application' }),
  describe({
    id: 'greenhouse',
    name: 'Greenhouse',
    kind: 'application',
    includes: ['mg-spf.greenhouse.io'],
  }),
  describe({ id: 'bamboohr', name: 'BambooHR', kind: 'application' }),
  describe({
    id: 'stripe',
    name: 'Stripe',
    kind: 'application',
    includes: ['spf1.stripe.com'],
    ...returnPath('bounce', 'custom-email-domain.stripe.com'),
    dkim: assigned(['dkim.custom-email-domain.stripe.com']),
  }),
  describe({ id: 'xero', name: 'Xero', kind: 'application' }),
  describe({ id: 'quickbooks', name: 'QuickBooks', kind: 'application' }),
  describe({
    id: 'help-scout',
    name: 'Help Scout',
    kind: 'application',
    includes: ['helpscoutemail.com'],
    dkim: fixed(
      [
        alias('strong1', 'strong1._domainkey.helpscout.net'),
        alias('strong2', 'strong2._domainkey.helpscout.net'),
      ],
      ['_domainkey.helpscout.net'],
    ),
  }),
  describe({
    id: 'front',
    name: 'Front',
    kind: 'application',
    docs: 'https://help.front.com/en/articles/2484',
  }),
  describe({
    id: 'knowbe4',
    name: 'KnowBe4',
    kind: 'application',
    includes: ['_spf.psm.knowbe4.com'],
  }),
  describe({
    id: 'qualtrics',
    name: 'Qualtrics',
    kind: 'application',
    includes: ['_spf.qualtrics.com'],
  }),
  describe({
    id: 'squarespace',
    name: 'Squarespace',
    kind: 'application',
    dkim: assigned(['squarespace-mail.com']),
  }),
  describe({ id: 'keap', name: 'Keap', kind: 'application', includes: ['infusionmail.com'] }),
];
