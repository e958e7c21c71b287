import type { KnownReply } from '../model.ts';
import {
  ACCOUNT_BLOCKED,
  ACCOUNT_NEW,
  LOGIN_ADDRESS,
  MANDRILL,
  NO_LOGIN,
  SENDING_QUOTA,
  SERVICE_RATE,
  SERVICE_RIGHTS,
  SUPPRESSED,
  UNVERIFIED_DOMAIN,
  WRONG_PASSWORD,
} from '../refusals/own-side.ts';
import { RECIPIENT_TYPO } from '../refusals/receiving.ts';

/** Replies of the SMTP servers, APIs and events of services that send for their customers. */
export const SENDING_SERVICES: readonly KnownReply[] = [
  {
    ...WRONG_PASSWORD,
    id: 'auth-ses',
    software: 'Amazon SES',
    words: [/535 Authentication Credentials Invalid/i],
    meaning: 'Amazon SES rejected the login. The SMTP user name and password are not the AWS access key.',
    action: ['Create SMTP credentials in the SES console of this region.'],
    example: '535 Authentication Credentials Invalid',
  },
  {
    ...SERVICE_RIGHTS,
    id: 'ses-iam',
    software: 'Amazon SES',
    words: [/not authorized to perform [`']ses:Send(?:Raw)?Email/i],
    meaning: 'The AWS user may not send as this identity.',
    example:
      "554 Access denied: User 'arn:aws:iam::123456789012:user/app-ses' is not authorized to perform 'ses:SendRawEmail' on resource 'arn:aws:ses:eu-west-2:123456789012:identity/kim@example.com'",
  },
  {
    ...SERVICE_RATE,
    id: 'ses-throttle',
    software: 'Amazon SES',
    words: [/Throttling failure/i, /Maximum sending rate exceeded/i, /Daily message quota exceeded/i],
    meaning: 'Your account sends faster than Amazon SES allows.',
    example: '454 Throttling failure: Maximum sending rate exceeded.',
  },
  {
    ...ACCOUNT_BLOCKED,
    id: 'ses-paused',
    software: 'Amazon SES',
    words: [/Sending paused for this account/i, /Account-level sending is paused/i],
    meaning: 'Amazon SES paused your account because of bounces or complaints.',
    example:
      '454 Message rejected: Sending paused for this account. For more information, please check the inbox of the email address associated with your AWS account.',
  },
  {
    ...SUPPRESSED,
    id: 'resend-suppressed',
    software: 'Resend',
    words: [/Resend has suppressed sending to this address/i],
    meaning: 'Resend did not send the message, because the recipient is on a suppression list.',
    example:
      '{"type":"email.bounced","data":{"bounce":{"message":"Resend has suppressed sending to this address because it has a recent history of producing hard bounces.","subType":"OnAccountSuppressionList","type":"Permanent"},"to":["suppressed@resend.dev"]}}',
  },
  {
    ...SUPPRESSED,
    id: 'ses-suppressed',
    software: 'Amazon SES',
    words: [
      /OnAccountSuppressionList/i,
      /on the suppression list for your account/i,
      /"bounceSubType" ?: ?"Suppressed"/i,
    ],
    meaning: 'Amazon SES did not send the message, because the recipient is on a suppression list.',
    example:
      'Amazon SES did not send the message to this address because it is on the suppression list for your account. For more information about removing addresses from the suppression list, see the Amazon SES Developer Guide at https://docs.aws.amazon.com/ses/latest/DeveloperGuide/sending-email-suppression-list.html',
  },
  {
    ...NO_LOGIN,
    id: 'sendgrid-unauthenticated',
    software: 'SendGrid',
    words: [/Unauthenticated senders not allowed/i],
    meaning:
      'The client did not log in at SendGrid. The user name is the word "apikey", and the password is the API key.',
    example: '550 Unauthenticated senders not allowed',
  },
  {
    ...SENDING_QUOTA,
    id: 'sendgrid-credits',
    software: 'SendGrid',
    words: [/Maximum credits exceeded/i],
    meaning: 'The SendGrid plan is used up. The password is correct.',
    action: ['Wait for the next period, or change the plan.'],
    example: '451 Authentication failed: Maximum credits exceeded',
  },
  {
    ...UNVERIFIED_DOMAIN,
    id: 'sendgrid-identity',
    software: 'SendGrid',
    words: [/from address does not match a verified Sender Identity/i],
    meaning: 'The address in From is not verified at SendGrid.',
    example: '550 The from address does not match a verified Sender Identity.',
  },
  {
    ...SUPPRESSED,
    id: 'sendgrid-dropped',
    software: 'SendGrid',
    words: [
      /"event" ?: ?"dropped"/i,
      /"reason" ?: ?"(?:Bounced|Unsubscribed|Spam Reporting|Invalid) Address"/i,
    ],
    meaning:
      'SendGrid did not send the message, because the recipient bounced, unsubscribed or complained before.',
    example:
      '{"event":"dropped","email":"pat@example.org","reason":"Bounced Address","timestamp":1461095248}',
  },
  {
    ...LOGIN_ADDRESS,
    id: 'brevo-ip',
    software: 'Brevo',
    words: [/Unauthorized IP address/i, /unrecognised IP address/i],
    meaning: 'Brevo accepts logins only from IP addresses that are listed in the account.',
    action: ["Add the server's IP address at app.brevo.com/security/authorised_ips."],
    example: '525 5.7.1 Unauthorized IP address',
  },
  {
    ...ACCOUNT_NEW,
    id: 'brevo-not-activated',
    software: 'Brevo',
    words: [/SMTP account is not yet activated/i],
    meaning: 'The Brevo account is not activated for transactional mail.',
    example:
      '502 5.7.0 Your SMTP account is not yet activated. Please contact us at contact@sendinblue.com to request activation',
  },
  {
    ...WRONG_PASSWORD,
    id: 'brevo-login',
    software: 'Brevo',
    words: [/535 5\.7\.[08] Invalid login or password/i, /535 5\.7\.8 Authentication failed/i],
    meaning: "Brevo requires the account's SMTP login and an SMTP key, not the API key or the password.",
    example: '535 5.7.0 Invalid login or password',
  },
  {
    ...UNVERIFIED_DOMAIN,
    id: 'brevo-sender',
    software: 'Brevo',
    words: [/sender you used \S{3,320} is not valid/i, /valid sender email required/i],
    meaning: 'The sender is missing or is not validated at Brevo.',
    example: '{"code":"missing_parameter","message":"valid sender email required"}',
  },
  {
    ...SUPPRESSED,
    id: 'brevo-blocked',
    software: 'Brevo',
    words: [/due to blacklist(?:ed)? user/i],
    meaning: 'Brevo did not send the message, because the contact is on the blocklist of your own account.',
    example: '{"event":"blocked","email":"pat@example.org","reason":"blocked : due to blacklist user"}',
  },
  {
    ...LOGIN_ADDRESS,
    id: 'smtp2go-ip',
    software: 'SMTP2GO',
    words: [/that IP address is not allowed to send/i],
    meaning: 'The service does not allow this IP address to send.',
    example: '550 that IP address is not allowed to send',
  },
  {
    ...SUPPRESSED,
    id: 'mailgun-suppressed',
    software: 'Mailgun',
    words: [/Not delivering to (?:previously bounced address|a user who marked)/i],
    meaning: 'Mailgun did not send the message, because the recipient bounced or complained before.',
    example: 'Not delivering to previously bounced address',
  },
  {
    ...ACCOUNT_NEW,
    id: 'mailgun-sandbox',
    software: 'Mailgun',
    words: [/Sandbox subdomains are for test purposes only/i],
    meaning: "Mailgun's sandbox domain can send only to authorized recipients.",
    action: ['Add your own domain, or add the address to the authorized recipients.'],
    example:
      'Sandbox subdomains are for test purposes only. Please add your own domain or add the address to authorized recipients in domain settings.',
  },
  {
    ...UNVERIFIED_DOMAIN,
    id: 'mailgun-domain',
    software: 'Mailgun',
    words: [
      /"Domain not found: \S{3,255}"/i,
      /^Domain not found: \S{3,255}$/i,
      /Domain \S{3,255} is not allowed to send/i,
    ],
    meaning: 'The domain is not in this Mailgun account or region (EU, US), or it is not verified.',
    example: '{"message":"Domain not found: example.com"}',
  },
  {
    ...SUPPRESSED,
    id: 'postmark-inactive',
    software: 'Postmark',
    words: [/"ErrorCode" ?: ?406/i, /marked as inactive/i, /Found inactive addresses/i],
    meaning: 'Postmark did not send the message, because the recipient is inactive.',
    example:
      '{"ErrorCode":406,"Message":"You tried to send to a recipient that has been marked as inactive.\\nFound inactive addresses: hardbounce@example.com.\\nInactive recipients are ones that have generated a hard bounce or a spam complaint."}',
  },
  {
    ...UNVERIFIED_DOMAIN,
    id: 'postmark-signature',
    software: 'Postmark',
    words: [/is not a Sender Signature/i, /"ErrorCode" ?: ?400\b/i],
    meaning: 'The address or its domain is not confirmed at Postmark.',
    example:
      '{"ErrorCode":400,"Message":"The \'From\' address you supplied (kim@example.com) is not a Sender Signature on your account."}',
  },
  {
    ...ACCOUNT_NEW,
    id: 'postmark-approval',
    software: 'Postmark',
    words: [/pending approval, all recipient addresses must share/i],
    meaning: 'The Postmark account is new and not approved yet.',
    example:
      '{"ErrorCode":412,"Message":"While your account is pending approval, all recipient addresses must share the same domain as the \'From\' address."}',
  },
  {
    ...SUPPRESSED,
    id: 'sparkpost-suppressed',
    software: 'SparkPost',
    words: [/recipient address suppressed/i],
    meaning: 'SparkPost did not send the message, because the recipient is on a suppression list.',
    example: '554 5.7.1 recipient address suppressed due to customer policy',
  },
  {
    ...UNVERIFIED_DOMAIN,
    id: 'sparkpost-unconfigured',
    software: 'SparkPost',
    words: [/Unconfigured Sending Domain/i],
    meaning: 'The domain is not set up or not verified in the SparkPost account.',
    example: '550 5.7.1 Unconfigured Sending Domain <example.com>',
  },
  {
    ...UNVERIFIED_DOMAIN,
    id: 'resend-domain',
    software: 'Resend',
    words: [
      /domain is not verified\. Please, add and verify/i,
      /You can only send testing emails to your own/i,
    ],
    meaning: 'Without a verified domain, Resend sends only to your own address.',
    example:
      '{"statusCode":403,"message":"You can only send testing emails to your own email address (kim@example.com). To send emails to other recipients, please verify a domain at resend.com/domains, and change the \'from\' address to an email using this domain.","name":"validation_error"}',
  },
  {
    ...RECIPIENT_TYPO,
    id: 'mailjet-typofix',
    software: 'Mailjet',
    words: [/"error" ?: ?"(?:typofix|invalid domain|no mail host)"/i],
    meaning: "The recipient's domain does not exist or looks misspelled.",
    example:
      '{"event":"bounce","email":"user@gmial.com","hard_bounce":true,"error_related_to":"domain","error":"invalid domain"}',
  },
  {
    ...SUPPRESSED,
    id: 'mailjet-preblocked',
    software: 'Mailjet',
    words: [
      /"error" ?: ?"(?:preblocked|duplicate in campaign|user unsubscribed)"/i,
      /"event" ?: ?"blocked"/i,
    ],
    meaning:
      'Mailjet did not send the message, because the recipient bounced, complained or unsubscribed before.',
    example:
      '{"event":"blocked","email":"pat@example.org","error_related_to":"mailjet","error":"preblocked"}',
  },
  {
    ...MANDRILL,
    id: 'mandrill-rejected',
    software: 'Mandrill',
    words: [
      /"reject_reason" ?: ?"(?:hard-bounce|soft-bounce|spam|unsub|custom|invalid|invalid-sender|unsigned|test-mode-limit|rule)"/i,
    ],
    meaning:
      'Mandrill did not send the message. "unsigned" means that the sender\'s domain has no DKIM and SPF records for Mandrill. Other reasons are a suppression list or a rule.',
    example: '{"email":"pat@example.org","status":"rejected","reject_reason":"unsigned","_id":"abc"}',
  },
];
