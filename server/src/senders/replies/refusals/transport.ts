import { NOT_LOGGED_IN, RELAY_NOT_ALLOWED, WRONG_MX } from '../causes.ts';
import type { CommonRefusal } from './refusal.ts';

/** Relaying and encryption between servers. */

export const RELAY_DENIED: CommonRefusal = {
  fault: 'relay',
  dnsFixable: 'sometimes',
  causes: [NOT_LOGGED_IN, WRONG_MX, RELAY_NOT_ALLOWED],
  action: [
    'If it is your own server: log in (SMTP AUTH, port 587 or 465), or allow the client to relay.',
    "If it is the recipient's server: compare the MX of the recipient's domain with the server, and with the domains that it accepts.",
  ],
};

/** Only a login, or a permission of the server, can help. */
export const RELAY_LOGIN: CommonRefusal = {
  fault: 'relay',
  dnsFixable: 'no',
  causes: [NOT_LOGGED_IN, RELAY_NOT_ALLOWED],
  action: ['Log in to the server (SMTP AUTH, port 587 or 465), or allow the address of the client there.'],
};

export const RELAY_SERVER: CommonRefusal = {
  fault: 'relay',
  dnsFixable: 'no',
  causes: [RELAY_NOT_ALLOWED],
  action: ['Check the connectors of both servers, and what is between them.'],
};

export const DIRECT_DELIVERY: CommonRefusal = {
  fault: 'relay',
  dnsFixable: 'no',
  causes: [
    { text: 'The message was delivered directly from a network that should send through its provider.' },
  ],
  action: [
    'Send through your mail provider on port 587 or 465.',
    'If the server has to deliver directly: ask the provider of the network to open port 25, with a static address.',
  ],
};

export const ATTRIBUTION: CommonRefusal = {
  fault: 'temporary',
  dnsFixable: 'sometimes',
  causes: [
    { text: 'The address or the certificate of the inbound connector does not fit the server that sends.' },
    WRONG_MX,
  ],
  action: [
    'Wait: the sending server retries.',
    'If it lasts: check the connector, and whether the domain is verified in the organization that the MX names.',
  ],
};

export const DIRECT_SEND: CommonRefusal = {
  fault: 'policy',
  dnsFixable: 'no',
  causes: [
    { text: 'A device or a service sends to your own domain without a login or a connector.' },
    { text: 'It is a forgery of your domain, and the rejection is intended.' },
  ],
  action: [
    'Let the device log in (SMTP AUTH, port 587), or create an inbound connector for its address or certificate.',
    'Let a service use a MAIL FROM domain of its own, or a subdomain.',
  ],
};

export const NEEDS_TLS: CommonRefusal = {
  fault: 'encryption',
  dnsFixable: 'no',
  causes: [{ text: 'The server that sends does not use STARTTLS, or uses an old version of TLS.' }],
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
    'If the domain is yours: renew the certificate, or correct the MTA-STS policy or the TLSA record. Otherwise tell its owner.',
    'Do not turn off the check.',
  ],
};

export const RECIPIENT_CERTIFICATE: CommonRefusal = {
  fault: 'encryption',
  dnsFixable: 'no',
  causes: [{ text: 'The certificate of the next server is self-signed or expired, or has another name.' }],
  action: ['Renew the certificate of that server. Do not turn off the check.'],
};

export const LOCAL_TLS: CommonRefusal = {
  fault: 'encryption',
  dnsFixable: 'no',
  causes: [{ text: 'The receiving server cannot read its key or its certificate.' }],
  action: [
    'If the server is yours: check the files of the key and the certificate. Otherwise wait and tell its owner.',
  ],
};
