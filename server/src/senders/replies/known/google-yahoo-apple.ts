import type { KnownReply } from '../model.ts';
import { BAD_REPUTATION, LISTED_ADDRESS, RATE_LIMITED, RECIPIENT_RULES } from '../refusals/blocked.ts';
import { BAD_HEADERS, SPAM, TOO_LARGE } from '../refusals/content.ts';
import {
  ACCOUNT_BLOCKED,
  FOREIGN_SENDER,
  LOGIN_METHOD,
  LOGIN_TROUBLE,
  SENDING_QUOTA,
  WRONG_PASSWORD,
} from '../refusals/own-side.ts';
import { NO_SUCH_RECIPIENT } from '../refusals/receiving.ts';
import { DIRECT_DELIVERY, NEEDS_TLS } from '../refusals/transport.ts';

/** Gmail and Google Workspace, Yahoo and AOL, iCloud. */
export const GOOGLE_YAHOO_APPLE: readonly KnownReply[] = [
  {
    ...BAD_REPUTATION,
    id: 'gmail-rate-ip',
    software: 'Gmail',
    words: [
      /originating from your IP (?:address|Netblock)/i,
      /UnsolicitedRateLimitError/i,
      /UnsolicitedIPError/i,
    ],
    meaning: 'Gmail limits the IP address or its network because of unwanted mail.',
    example:
      '421-4.7.28 Gmail has detected an unusual amount of unsolicited email originating from your IP address. To protect our users from spam, email sent from your IP address has been temporarily blocked. To review our bulk email senders guidelines, go to Email sender guidelines.',
  },
  {
    ...BAD_REPUTATION,
    id: 'gmail-rate-domain',
    software: 'Gmail',
    words: [/originating from your (?:DKIM|SPF) domain\b/i],
    meaning:
      'Gmail limits the domain because of unwanted mail. If the reply names the SPF or DKIM domain, that check passed.',
    example:
      '421-4.7.28 Gmail has detected an unusual rate of unsolicited email originating from your SPF domain news.example.com. 421-4.7.28 To protect our users from spam, email sent from your domain has been temporarily 421 4.7.28 rate limited. a640c23a62f3a-abc - gsmtp',
  },
  {
    ...SPAM,
    id: 'gmail-rate-url',
    software: 'Gmail',
    words: [/unsolicited email containing one of your URL domains/i],
    meaning: 'Gmail limits messages with a link to one of your domains.',
    example:
      '421-4.7.28 Gmail has detected an unusual rate of unsolicited email containing one of your URL domains. To protect our users from spam, email with the URL has been temporarily rate limited.',
  },
  {
    ...BAD_HEADERS,
    id: 'gmail-messageid-quota',
    software: 'Gmail',
    words: [/messages that have the same Message-ID/i],
    meaning: 'Many messages have the same Message-ID. No mailbox is full.',
    action: ['Correct the program that creates the messages so that each has a unique Message-ID.'],
    example:
      '421-4.7.28 Gmail has detected this sender exceeded the quota for sending messages that have the same Message-ID:. To best protect our users, the message has been temporarily rejected.',
  },
  {
    ...BAD_REPUTATION,
    id: 'gmail-reputation-ip',
    software: 'Gmail',
    words: [/low reputation of the sending IP address/i],
    meaning: 'Gmail received a lot of unwanted mail from this IP address.',
    example:
      '421-4.7.0 This message is suspicious due to the very low reputation of the sending IP address. To protect our users from spam, email sent from your IP address has been temporarily rate limited.',
  },
  {
    ...DIRECT_DELIVERY,
    id: 'gmail-not-authorized-ip',
    software: 'Gmail',
    words: [
      /not authorized to (?:5\d\d-5\.7\.1 )?send e?mail (?:5\d\d-5\.7\.1 )?directly to our servers/i,
      /\?p=NotAuthorizedError/i,
    ],
    meaning:
      'Gmail does not accept mail directly from this kind of IP address, such as a home connection. SPF is not the problem.',
    example:
      "550-5.7.1 [198.51.100.7] The IP you're using to send mail is not authorized to 550-5.7.1 send email directly to our servers. Please use the SMTP relay at your 550-5.7.1 service provider instead. For more information, go to 550 5.7.1 https://support.google.com/mail/?p=NotAuthorizedError - gsmtp",
  },
  {
    ...RATE_LIMITED,
    id: 'gmail-recipient-rate',
    software: 'Gmail',
    words: [/receiving e?mail (?:at a rate|too quickly)/i, /\bReceivingRate(?:Perm|Temp)?\b/i],
    meaning: "The recipient's mailbox currently receives too much mail from all senders together.",
    example:
      '450-4.2.1 The user you are trying to contact is receiving email at a rate that prevents additional messages from being delivered. Please resend your message at a later time.',
  },
  {
    ...SENDING_QUOTA,
    id: 'gmail-daily-limit',
    software: 'Gmail',
    words: [/Daily (?:user )?sending limit exceeded/i, /Too many recipients for this sender/i],
    ownCodes: ['5.4.5'],
    meaning: "The sender's Google account reached its daily limit.",
    example:
      '550-5.4.5 Daily user sending limit exceeded. For more information on Gmail sending limits go to 550 5.4.5 https://support.google.com/a/answer/166852',
  },
  {
    ...SENDING_QUOTA,
    id: 'gmail-relay-limit',
    software: 'Google SMTP relay',
    words: [/(?:Daily|Peak) SMTP relay limit exceeded/i],
    meaning: 'Your Google Workspace reached the limit of its SMTP relay service.',
    example:
      '550-5.7.1 Daily SMTP relay limit exceeded for customer. For more information on 550-5.7.1 SMTP relay sending limits please contact your administrator or visit 550 5.7.1 https://support.google.com/a/answer/6140680#dailylimit - gsmtp',
  },
  {
    ...ACCOUNT_BLOCKED,
    id: 'gmail-relay-abuse',
    software: 'Google SMTP relay',
    words: [/Email relay denied .{0,100}suspended due to abuse/i, /Email sending denied/i],
    meaning: 'Google suspended your account from the SMTP relay service because of abuse.',
    example:
      '550-5.7.0 Email relay denied 198.51.100.7. The sending email account has been temporarily suspended due to abuse.',
  },
  {
    ...RECIPIENT_RULES,
    id: 'gmail-domain-policy',
    software: 'Gmail',
    words: [
      /sending to \(or from\) has a policy that prohibits/i,
      /violates \S{3,80} email policy/i,
      /- gcdp\b/i,
    ],
    meaning:
      "An administrator's rule rejects the message, in the recipient's Google Workspace or in your own.",
    example:
      '550-5.7.1 The user or domain that you are sending to (or from) has a policy that prohibits the email that you sent. Contact your domain administrator for assistance.',
  },
  {
    ...NEEDS_TLS,
    id: 'gmail-tls-rcpt',
    software: 'Gmail',
    words: [/TLS required for RCPT domain/i],
    meaning: "The recipient's organization accepts mail only over TLS.",
    example:
      '421-4.7.0 TLS required for RCPT domain, closing connection. For more information, go to https://support.google.com/mail/answer/7039474',
  },
  {
    ...BAD_HEADERS,
    id: 'gmail-multiple-headers',
    software: 'Gmail',
    words: [
      /There are multiple \S{2,30} headers/i,
      /multiple (?:Subject|From|To|Date|Message-ID|Reply-To|Sender|Cc) headers/i,
    ],
    meaning: 'A header that is allowed only once, such as Subject or From, occurs more than once.',
    example:
      '550-5.7.1 [198.51.100.7] Message is not RFC 5322 compliant: There are multiple Subject headers. - gsmtp',
  },
  {
    ...BAD_HEADERS,
    id: 'gmail-no-from',
    software: 'Gmail',
    words: [
      /missing a valid address in From/i,
      /multiple addresses in From/i,
      /From: headers?\b.{0,60}(?:missing|multiple|more than one)/i,
    ],
    meaning: 'The From header is missing, empty or has several addresses.',
    example:
      '550-5.7.1 [198.51.100.7] Messages missing a valid address in From: header, or having no From: header, are not accepted. - gsmtp',
  },
  {
    ...LOGIN_METHOD,
    id: 'gmail-login-app-password',
    software: 'Gmail',
    words: [/Application-specific password required/i, /InvalidSecondFactor/i],
    meaning: 'The account uses a second factor, so Google requires an app password or OAuth.',
    action: [
      'Create an app password in the Google account, or use OAuth.',
      'In Google Workspace, the SMTP relay service can allow the server by its IP address.',
    ],
    example:
      '534 5.7.90 Application-specific password required. For more information, go to Sign in with app passwords.',
  },
  {
    ...WRONG_PASSWORD,
    id: 'gmail-login-browser',
    software: 'Gmail',
    words: [/log in (?:through|with|via) your web browser/i, /\?p=WebLoginRequired/i],
    meaning: 'Google considers the login suspicious.',
    action: ['Log in once with a browser from the same network, then use an app password or OAuth.'],
    example:
      '534-5.7.14 Please log in through your web browser and then 534-5.7.14 try again. For more information, go to 534 5.7.14 https://support.google.com/mail/answer/78754',
  },
  {
    ...LOGIN_TROUBLE,
    id: 'gmail-login-temp',
    software: 'Gmail',
    words: [/Cannot authenticate due to a? ?temporary system problem/i, /Too many login attempts/i],
    meaning: 'Google temporarily rejects logins.',
    example:
      '454-4.7.0 Too many login attempts, please try again later. For more information, go to 454 4.7.0 https://support.google.com/mail/answer/7126229',
  },
  {
    ...NO_SUCH_RECIPIENT,
    id: 'gmail-recipient-syntax',
    software: 'Gmail',
    words: [/weren't able to find the recipient domain/i, /is not a valid RFC-?5321 address/i],
    meaning: "The recipient's address or domain is malformed.",
    example:
      "553-5.1.2 We weren't able to find the recipient domain. Please check for any spelling errors, and make sure you didn't enter any spaces, periods, or other punctuation after the recipient's email address.",
  },
  {
    ...FOREIGN_SENDER,
    id: 'gmail-send-as-smtp',
    software: 'Gmail',
    words: [/550 5\.7\.1 You are sending this from a different address or alias/i],
    meaning: '"Send mail as" in Gmail uses another server, and its login or settings are out of date.',
    action: ['Enter the server, port and password of "Send mail as" again.'],
    example:
      '550 5.7.1 You are sending this from a different address or alias using the Send mail as feature. The settings for your Send mail as account are misconfigured or out of date.',
  },
  {
    ...BAD_REPUTATION,
    id: 'yahoo-ts03',
    software: 'Yahoo / AOL',
    words: [/\[TSS?0?3\]/i, /permanently deferred; Retrying will NOT succeed/i],
    meaning:
      'Yahoo accepts no mail from this IP address until Yahoo staff lifts the block, although the code is temporary.',
    action: ['Stop the cause, then use the form at senders.yahooinc.com. Waiting does not help.'],
    example: '421 4.7.1 [TS03] All messages from 198.51.100.7 will be permanently deferred',
  },
  {
    ...LISTED_ADDRESS,
    id: 'yahoo-bl21',
    software: 'Yahoo / AOL',
    words: [/\[BL2[13]\]/i, /because the ip is in Spamhaus's list/i],
    meaning: 'Yahoo rejects mail from IP addresses that Spamhaus lists.',
    action: [
      'Look up the IP address at check.spamhaus.org and follow the steps there. Yahoo then accepts it again automatically.',
    ],
    example:
      "553 5.7.1 [BL21] Connections will not be accepted from 198.51.100.7, because the ip is in Spamhaus's list; see http://postmaster.yahoo.com/550-bl23.html",
  },
  {
    ...SPAM,
    id: 'yahoo-ph01',
    software: 'Yahoo / AOL',
    words: [/\[PH01\]/i],
    meaning: 'Yahoo considers a link or an attachment dangerous.',
    example:
      '554 Message not allowed - [PH01] Email not accepted for policy reasons. Please visit https://postmaster.yahooinc.com/error-codes',
  },
  {
    ...BAD_HEADERS,
    id: 'yahoo-headers',
    software: 'Yahoo / AOL',
    words: [/Headers are not RFC compliant/i, /Message not allowed - \[29[19]\]/i],
    meaning: 'Headers are duplicated or malformed.',
    example: '554 Message not allowed - Headers are not RFC compliant[291]',
  },
  {
    ...RATE_LIMITED,
    id: 'apple-volume',
    software: 'iCloud',
    words: [/deferred due to excessive volume/i],
    meaning: 'Too much mail was sent to this iCloud mailbox, or by this sender.',
    example:
      '421 4.7.1 Messages to user@icloud.com deferred due to excessive volume. Try again later - https://support.apple.com/en-us/HT204137',
  },
  {
    ...SPAM,
    id: 'apple-codes',
    software: 'iCloud',
    words: [/\[(?:CS02|HM08|BS01)\]/i],
    meaning:
      'Apple rejects the message because of its content (CS02), or because of the reputation of the sender or a link (HM08, BS01).',
    example: '554 5.7.1 [HM08] Message rejected due to local policy.',
  },
  {
    ...NEEDS_TLS,
    id: 'tls-gmail-523',
    software: 'Gmail',
    words: [/523 5\.7\.10\b/i, /no commands allowed to pipeline after STARTTLS/i],
    meaning: 'The client sent commands before TLS was active.',
    example: '523 5.7.10 SMTP protocol violation, no commands allowed to pipeline after STARTTLS.',
  },
  {
    ...TOO_LARGE,
    id: 'size-gmail',
    software: 'Gmail',
    words: [/exceeded Google's message size limits/i, /message header size limits/i],
    meaning: 'The message or its headers are larger than Gmail allows.',
    example:
      "552-5.2.3 Your message exceeded Google's message size limits. Please visit http://mail.google.com/support/bin/answer.py?answer=8770 to review our size guidelines.",
  },
  {
    ...FOREIGN_SENDER,
    id: 'icloud-from',
    software: 'iCloud',
    words: [/From address is not one of your addresses/i],
    meaning: 'Apple sends mail only with addresses that belong to the account.',
    example: '550 5.7.0 From address is not one of your addresses.',
  },
];
