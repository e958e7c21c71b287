import type { ServiceResource } from '../source-resource.ts';
import { sends } from './row.ts';

const AMAZON = [
  sends('aws_ses_domain_identity', 'amazon-ses', 'domain'),
  sends('aws_ses_email_identity', 'amazon-ses', 'email'),
  sends('aws_ses_domain_dkim', 'amazon-ses', 'domain', { says: 'key' }),
  sends('aws_ses_domain_mail_from', 'amazon-ses', 'domain', {
    says: 'envelope',
    envelope: { argument: 'mail_from_domain' },
  }),
  sends('aws_sesv2_email_identity', 'amazon-ses', 'email_identity', {
    selector: { block: 'dkim_signing_attributes', argument: 'domain_signing_selector' },
  }),
  sends('aws_sesv2_email_identity_mail_from_attributes', 'amazon-ses', 'email_identity', {
    says: 'envelope',
    envelope: { argument: 'mail_from_domain' },
  }),
];

/** Two providers, each with its own word for SendGrid's domain authentication. */
const SENDGRID = ['sendgrid_domain_authentication', 'sendgrid_sender_authentication'].map((resource) =>
  sends(resource, 'sendgrid', 'domain', { envelope: { label: 'subdomain' } }),
);

const MAILERS = [
  // The domain in Mailgun is the one in MAIL FROM.
  sends('mailgun_domain', 'mailgun', 'name', {
    envelope: { is: 'domain' },
    selector: { block: undefined, argument: 'dkim_selector' },
  }),
  sends('postmark_domain', 'postmark', 'name', { envelope: { argument: 'return_path_domain' } }),
  sends('mandrill_sending_domain', 'mandrill', 'domain_name'),
  // A domain that Azure manages has a name without a dot, and does not belong to the user.
  sends('azurerm_email_communication_service_domain', 'azure-communication-services', 'name'),
  sends('scaleway_tem_domain', 'scaleway-tem', 'name'),
];

const MAILBOXES = [
  sends('mailcow_domain', undefined, 'domain'),
  sends('mailcow_dkim', undefined, 'domain', {
    says: 'key',
    selector: { block: undefined, argument: 'dkim_selector' },
  }),
  sends('ovh_email_domain_dkim', 'ovhcloud', 'domain', { says: 'key' }),
  // It receives and forwards email.
  sends('cloudflare_email_routing_settings', 'cloudflare-email-routing', 'zone_id'),
];

export const SERVICE_RESOURCES: readonly ServiceResource[] = [
  ...AMAZON,
  ...SENDGRID,
  ...MAILERS,
  ...MAILBOXES,
];
