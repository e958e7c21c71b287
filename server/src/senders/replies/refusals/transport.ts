import { NOT_LOGGED_IN, RELAY_NOT_ALLOWED, WRONG_MX } from '../causes.ts';
import type { CommonRefusal } from './refusal.ts';

/** Rejections about relaying and encryption between servers. */

export const RELAY_DENIED: CommonRefusal = {
  fault: 'relay',
  dnsFixable: 'sometimes',
  causes: [NOT_LOGGED_IN, WRONG_MX, RELAY_NOT_ALLOWED],
  action: [
    'If it is your own server, log in (SMTP AUTH, port 587 or 465), or allow the client to relay.',
    "If it is the recipient's server, check that the MX of the recipient's domain names this server, and that the server accepts the domain.",
  ],
};

/** Rejections that only a login or a permission on the server can fix. */
export const RELAY_LOGIN: CommonRefusal = {
  fault: 'relay',
  dnsFixable: 'no',
  causes: [NOT_LOGGED_IN, RELAY_NOT_ALLOWED],
  action: ["Log in to the server (SMTP AUTH, port 587 or 465), or allow the client's IP address there."],
};

export const RELAY_SERVER: CommonRefusal = {
  fault: 'relay',
  dnsFixable: 'no',
  causes: [RELAY_NOT_ALLOWED],
  action: ['Check the connectors of both servers, and any device between them.'],
};

export const DIRECT_DELIVERY: CommonRefusal = {
  fault: 'relay',
  dnsFixable: 'no',
  causes: [
    { text: 'The message was delivered directly from a network that should send through its provider.' },
  ],
  action: [
    'Send through your mail provider on port 587 or 465.',
    'If the server must deliver directly, ask the network provider to open port 25 and assign a static IP address.',
  ],
};

export const ATTRIBUTION: CommonRefusal = {
  fault: 'temporary',
  dnsFixable: 'sometimes',
  causes: [
    { text: 'The IP address or certificate in the inbound connector does not match the sending server.' },
    WRONG_MX,
  ],
  action: [
    'Wait for the sending server to retry.',
    'If the problem persists, check the connector, and check that the domain is verified in the organization that the MX names.',
  ],
};

export const DIRECT_SEND: CommonRefusal = {
  fault: 'policy',
  dnsFixable: 'no',
  causes: [
    { text: 'A device or a service sends to your own domain without a login or a connector.' },
    { text: 'The message is a forgery of your domain, and the rejection is intended.' },
  ],
  action: [
    'Configure the device to log in (SMTP AUTH, port 587), or create an inbound connector for its IP address or certificate.',
    'Configure a service to use its own domain or a subdomain in MAIL FROM.',
  ],
};

export const NEEDS_TLS: CommonRefusal = {
  fault: 'encryption',
  dnsFixable: 'no',
  causes: [{ text: 'The sending server does not use STARTTLS, or uses an old version of TLS.' }],
  action: ['Turn on TLS 1.2 or newer for outgoing mail.'],
};

export const RECIPIENT_TLS: CommonRefusal = {
  fault: 'encryption',
  dnsFixable: 'sometimes',
  causes: [
    {
      text: "The certificate of the recipient's server is not valid for its name, or TLS is turned off there.",
    },
    {
      text: 'The MTA-STS policy or the TLSA record of the recipient is out of date.',
      about: 'recipient-tls',
      rules: ['mta-sts-policy-mx-mismatch', 'dane-old-key-only', 'dane-field-invalid'],
    },
  ],
  action: [
    'If the domain is yours, renew the certificate, or correct the MTA-STS policy or the TLSA record. Otherwise, notify its owner.',
    'Do not turn off the check.',
  ],
};

export const RECIPIENT_CERTIFICATE: CommonRefusal = {
  fault: 'encryption',
  dnsFixable: 'no',
  causes: [{ text: 'The certificate of the next server is self-signed, expired, or for another name.' }],
  action: ['Renew the certificate of that server. Do not turn off the check.'],
};

export const LOCAL_TLS: CommonRefusal = {
  fault: 'encryption',
  dnsFixable: 'no',
  causes: [{ text: 'The receiving server cannot read its key or its certificate.' }],
  action: [
    'If the server is yours, check its key and certificate files. Otherwise wait, and notify its owner.',
  ],
};
