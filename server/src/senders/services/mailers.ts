import { alias, assigned, describe, fixed, serviceKey, older, returnPath, usual } from './describe.ts';
import type { Service } from './model.ts';

/** Services that send mail for programs, and newsletters. */
export const MAILERS: readonly Service[] = [
  describe(
    { id: 'amazon-ses', name: 'Amazon SES', kind: 'mailer', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['amazonses.com'],
      ...returnPath(undefined, 'amazonses.com', 'MX'),
      dkim: assigned(['dkim.amazonses.com']),
      docs: 'https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-spf.html',
    },
  ),
  describe(
    { id: 'sendgrid', name: 'Twilio SendGrid', kind: 'mailer', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['sendgrid.net'],
      ...returnPath(undefined, 'sendgrid.net'),
      dkim: usual([alias('s1'), alias('s2')], ['sendgrid.net']),
      mxHosts: ['mx.sendgrid.net'],
      docs: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/spf-records',
    },
  ),
  describe(
    { id: 'mailgun', name: 'Mailgun', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['mailgun.org', 'eu.mailgun.org'],
      // The envelope has the domain that is set up at Mailgun, usually a subdomain of the one in the From header.
      ...returnPath(undefined, 'mailgun.org', 'MX'),
      dkim: assigned(['mailgun.com']),
      mxHosts: ['mxa.mailgun.org', 'mxb.mailgun.org', 'mxa.eu.mailgun.org', 'mxb.eu.mailgun.org'],
      docs: 'https://help.mailgun.com/hc/en-us/articles/360026833053-Domain-Verification-Setup-Guide',
    },
  ),
  describe(
    { id: 'mailchimp', name: 'Mailchimp', kind: 'mailer', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['servers.mcsv.net'],
      envelope: 'service',
      dkim: fixed(
        [alias('k2', 'dkim2.mcsv.net'), alias('k3', 'dkim3.mcsv.net'), older(alias('k1', 'dkim.mcsv.net'))],
        ['mcsv.net'],
      ),
    },
  ),
  describe(
    {
      id: 'mandrill',
      name: 'Mailchimp Transactional (Mandrill)',
      kind: 'mailer',
      asOf: '2026-11-23',
      confidence: 'high',
    },
    {
      includes: ['spf.mandrillapp.com'],
      ...returnPath(undefined, 'mandrillapp.com'),
      dkim: fixed(
        [
          alias('mte1', 'dkim1.mandrillapp.com'),
          alias('mte2', 'dkim2.mandrillapp.com'),
          older(alias('mandrill', 'mandrill._domainkey.mandrillapp.com')),
        ],
        ['mandrillapp.com'],
      ),
    },
  ),
  describe(
    { id: 'postmark', name: 'Postmark', kind: 'mailer', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['spf.mtasv.net'],
      ...returnPath('pm-bounces', 'pm.mtasv.net'),
      dkim: assigned(),
      mxHosts: ['inbound.postmarkapp.com'],
      docs: 'https://postmarkapp.com/blog/introducing-full-dmarc-support-with-custom',
    },
  ),
  describe(
    { id: 'sparkpost', name: 'SparkPost', kind: 'mailer', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['_spf.sparkpostmail.com', '_spf.eu.sparkpostmail.com'],
      ...returnPath(undefined, 'sparkpostmail.com'),
      dkim: assigned(),
      mxHosts: ['smtp.sparkpostmail.com', 'smtp.eu.sparkpostmail.com'],
      docs: 'https://support.sparkpost.com/docs/faq/sender-id-spf-failures',
    },
  ),
  describe(
    { id: 'mailjet', name: 'Mailjet', kind: 'mailer', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['spf.mailjet.com'],
      ...returnPath('bnc3', 'mailjet.com'),
      dkim: usual([serviceKey('mailjet')]),
      docs: 'https://documentation.mailjet.com/hc/en-us/articles/360042412734-Authenticating-Domains-with-SPF-DKIM',
    },
  ),
  describe(
    { id: 'brevo', name: 'Brevo', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['spf.brevo.com', 'spf.sendinblue.com'],
      dkim: fixed(
        [
          alias('brevo1', 'b1.{dashed}.dkim.brevo.com'),
          alias('brevo2', 'b2.{dashed}.dkim.brevo.com'),
          older(serviceKey('mail')),
        ],
        ['dkim.brevo.com'],
      ),
    },
  ),
  describe(
    { id: 'klaviyo', name: 'Klaviyo', kind: 'mailer', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['send.klaviyo.com'],
      ...returnPath(undefined, 'klaviyodns.com'),
      dkim: usual([alias('kl'), alias('kl2'), alias('mtd1')], ['klaviyodns.com']),
    },
  ),
  describe(
    { id: 'activecampaign', name: 'ActiveCampaign', kind: 'mailer', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['emsd1.com'],
      dkim: usual([alias('acdkim1', 'dkim.acdkim1.acems1.com'), alias('acdkim2')], ['acems1.com']),
      docs: 'https://help.activecampaign.com/hc/en-us/articles/206903370',
    },
  ),
  describe(
    {
      id: 'constant-contact',
      name: 'Constant Contact',
      kind: 'mailer',
      asOf: '2026-11-23',
      confidence: 'high',
    },
    {
      includes: ['spf.constantcontact.com'],
      envelope: 'service',
      dkim: usual([alias('ctct1'), alias('ctct2')], ['ccsend.com']),
    },
  ),
  describe(
    {
      id: 'campaign-monitor',
      name: 'Campaign Monitor',
      kind: 'mailer',
      asOf: '2026-11-23',
      confidence: 'high',
    },
    {
      includes: ['_spf.createsend.com'],
      dkim: usual([serviceKey('cm')]),
    },
  ),
  describe(
    { id: 'marketo', name: 'Adobe Marketo Engage', kind: 'mailer', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['mktomail.com'],
      ...returnPath(undefined, 'mktomail.com'),
      dkim: usual([serviceKey('m1')]),
    },
  ),
  describe(
    { id: 'eloqua', name: 'Oracle Eloqua', kind: 'mailer', asOf: '2026-11-23', confidence: 'high' },
    {
      dkim: assigned(),
      docs: 'https://docs.oracle.com/en/cloud/saas/marketing/eloqua-user/Help/Deliverability/EmailAuthentication.htm',
    },
  ),
  describe(
    {
      id: 'oracle-email-delivery',
      name: 'Oracle Cloud Email Delivery',
      kind: 'mailer',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      includes: [
        'rp.oracleemaildelivery.com',
        'eu.rp.oracleemaildelivery.com',
        'ap.rp.oracleemaildelivery.com',
        'rp.oraclegovemaildelivery.uk',
      ],
    },
  ),
  describe(
    {
      id: 'salesforce-marketing-cloud',
      name: 'Salesforce Marketing Cloud',
      kind: 'mailer',
      asOf: '2026-11-23',
      confidence: 'high',
    },
    {
      includes: ['cust-spf.exacttarget.com'],
      mx: ['exacttarget.com'],
    },
  ),
  describe(
    {
      id: 'pardot',
      name: 'Salesforce Account Engagement (Pardot)',
      kind: 'mailer',
      asOf: '2026-11-23',
      confidence: 'high',
    },
    {
      includes: ['et._spf.pardot.com', 'aspmx.pardot.com'],
      dkim: usual([serviceKey('200608')]),
    },
  ),
  describe(
    { id: 'resend', name: 'Resend', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['amazonses.com'],
      ...returnPath('send', 'amazonses.com', 'MX'),
      dkim: usual([serviceKey('resend')]),
    },
  ),
  describe(
    { id: 'loops', name: 'Loops', kind: 'mailer', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['amazonses.com'],
      ...returnPath('envelope', 'amazonses.com', 'MX'),
    },
  ),
  describe(
    { id: 'customer-io', name: 'Customer.io', kind: 'mailer', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['customeriomail.com', 'mailgun.org'],
      dkim: assigned(),
    },
  ),
  describe(
    { id: 'kit', name: 'Kit (ConvertKit)', kind: 'mailer', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['convertkit.com'],
      dkim: usual([alias('cka')]),
    },
  ),
  describe(
    { id: 'aweber', name: 'AWeber', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['send.aweber.com'],
      dkim: fixed(
        ['a', 'b', 'c'].map((one) => alias(`aweber_key_${one}`, `aweber_key_${one}.send.aweber.com`)),
        ['send.aweber.com', 'optin.com'],
      ),
    },
  ),
  describe(
    { id: 'mailerlite', name: 'MailerLite', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['_spf.mlsend.com'],
      dkim: usual([alias('litesrv', 'litesrv._domainkey.mlsend.com')], ['_domainkey.mlsend.com']),
    },
  ),
  describe(
    { id: 'mailersend', name: 'MailerSend', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['_spf.mailersend.net'],
      envelope: 'return-path',
      dkim: usual(
        [alias('mlsend2', 'mlsend2._domainkey.mailersend.net'), older(serviceKey('mlsend'))],
        ['_domainkey.mailersend.net'],
      ),
      mxHosts: ['inbound.mailersend.net'],
    },
  ),
  describe(
    { id: 'sender-net', name: 'Sender.net', kind: 'mailer', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['sendersrv.com'],
      dkim: usual([alias('sender', 'dkim.sendersrv.com')], ['sendersrv.com']),
    },
  ),
  describe(
    { id: 'smtp2go', name: 'SMTP2GO', kind: 'mailer', asOf: '2026-11-29', confidence: 'high' },
    {
      includes: ['smtp2go.net', 'spf.smtp2go.com'],
      ...returnPath(undefined, 'return.smtp2go.net'),
      dkim: assigned(['dkim.smtp2go.net']),
    },
  ),
  describe(
    { id: 'elastic-email', name: 'Elastic Email', kind: 'mailer', asOf: '2026-11-23', confidence: 'high' },
    {
      includes: ['_spf.elasticemail.com'],
      dkim: usual([serviceKey('api')]),
    },
  ),
  describe(
    {
      id: 'scaleway-tem',
      name: 'Scaleway Transactional Email',
      kind: 'mailer',
      asOf: '2026-11-23',
      confidence: 'high',
    },
    {
      includes: ['_spf.tem.scaleway.com'],
      dkim: assigned(),
      docs: 'https://www.scaleway.com/en/docs/managed-services/transactional-email/how-to/add-spf-dkim-records-to-your-domain/',
    },
  ),
  describe(
    {
      id: 'azure-communication-services',
      name: 'Azure Communication Services Email',
      kind: 'mailer',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      includes: ['spf.protection.outlook.com'],
      dkim: usual(
        [
          alias('selector1-azurecomm-prod-net', 'selector1-azurecomm-prod-net._domainkey.azurecomm.net'),
          alias('selector2-azurecomm-prod-net', 'selector2-azurecomm-prod-net._domainkey.azurecomm.net'),
        ],
        ['azurecomm.net'],
      ),
    },
  ),
  describe(
    {
      id: 'firebase',
      name: 'Firebase Authentication',
      kind: 'mailer',
      asOf: '2026-11-29',
      confidence: 'high',
    },
    {
      includes: ['_spf.firebasemail.com'],
      // The customer's domain is a part of the targets, with its dots as "-" and its dashes doubled.
      dkim: usual(
        [alias('firebase1'), alias('firebase2')],
        ['dkim1._domainkey.firebasemail.com', 'dkim2._domainkey.firebasemail.com'],
      ),
    },
  ),
];
