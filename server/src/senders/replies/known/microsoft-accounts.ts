import type { KnownReply } from '../model.ts';
import { FOREIGN_SENDER, LOGIN_METHOD, NO_LOGIN, WRONG_PASSWORD } from '../refusals/own-side.ts';
import { ATTRIBUTION, RELAY_SERVER } from '../refusals/transport.ts';

/** Replies about logins to Exchange and Microsoft 365, and about the limits of accounts there. */
export const MICROSOFT_ACCOUNTS: readonly KnownReply[] = [
  {
    ...RELAY_SERVER,
    id: 'relay-exchange-hop',
    software: 'Exchange',
    words: [/cannot achieve Exchange Server authentication/i],
    meaning:
      'Two Exchange servers of one organization do not trust each other, because a device is between them or the connector lacks Exchange Server authentication.',
    example: '451 5.7.3 Cannot achieve Exchange Server authentication',
  },
  {
    ...ATTRIBUTION,
    id: 'relay-attr',
    software: 'Exchange Online (connectors)',
    words: [/\bATTR(?:35|36|17|18)\b/i],
    meaning:
      'Exchange Online cannot currently tell which organization the message belongs to. If the problem persists, a connector or a domain is not set up correctly.',
    example: '451 4.4.3 Temporary server error. Please try again later ATTR18',
  },
  {
    ...FOREIGN_SENDER,
    id: 'exchange-sendas-denied',
    software: 'Exchange',
    words: [
      /STOREDRV\.Submission\.Exception:SendAsDenied/i,
      /SendAsDenied; \S{3,320} not allowed to send as/i,
    ],
    meaning: 'The mailbox that logged in may not send as the other address.',
    action: [
      'Ask an administrator to grant Send As to the mailbox (Add-RecipientPermission). The change takes up to an hour.',
    ],
    example:
      '550 5.2.252 SendAsDenied; kim@example.com not allowed to send as info@example.com; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed to process message due to a permanent exception',
  },
  {
    ...NO_LOGIN,
    id: 'auth-exchange-anonymous',
    software: 'Exchange Server, Exchange Online',
    words: [/5\.7\.1 Client was not authenticated\b(?! to send)/i],
    meaning: 'The receive connector does not accept anonymous mail, and the client did not log in.',
    example: '550 5.7.1 Client was not authenticated',
  },
  {
    ...LOGIN_METHOD,
    id: 'auth-ms-basic-disabled',
    software: 'Outlook.com, Exchange Online',
    words: [/basic authentication is disabled/i],
    meaning: 'Microsoft no longer accepts passwords here, only OAuth.',
    example: '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.',
  },
  {
    ...LOGIN_METHOD,
    id: 'auth-ms-smtpauth-tenant',
    software: 'Exchange Online',
    words: [/SmtpClientAuthentication is disabled/i],
    meaning: 'SMTP AUTH is disabled for the organization or for this mailbox.',
    action: [
      'Ask an administrator to enable it for this mailbox: Set-CASMailbox ADDRESS -SmtpClientAuthenticationDisabled $false. Security defaults must allow it too.',
    ],
    example:
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.',
  },
  {
    ...WRONG_PASSWORD,
    id: 'auth-ms-credentials',
    software: 'Exchange Online, Outlook.com',
    words: [/the user credentials were incorrect/i, /535 5\.7\.3 Authentication unsuccessful/i],
    meaning: 'The user name or password is wrong, or a second factor or conditional access blocks the login.',
    example: '535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.',
  },
  {
    ...LOGIN_METHOD,
    id: 'auth-ms-criteria',
    software: 'Exchange Online',
    words: [/request did not meet the criteria to be authenticated/i],
    meaning: "The organization's conditional access or security defaults block the login.",
    example:
      '535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator.',
  },
];
