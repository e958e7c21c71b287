import assert from 'node:assert/strict';
import { allServices } from '../../server/src/senders/services/all.ts';
import {
  includeMeantBy,
  keyTargetMeantBy,
  mailServerMeantBy,
} from '../../server/src/senders/services/misspelled.ts';
import { NearNames } from '../../server/src/text/near-names.ts';

/** A typed name, and the one that was meant; `undefined`: it may well be right as it is. */
type Case = readonly [typed: string, meant: string | undefined];

const INCLUDES: readonly Case[] = [
  // Seen in real records.
  ['_spf.mlsens.com', '_spf.mlsend.com'],
  ['oubound.mailhop.org', 'outbound.mailhop.org'],
  ['smpt.mailendo.com', 'smtp.mailendo.com'],
  // A letter swapped, left out, added, mistaken.
  ['_spf.googel.com', '_spf.google.com'],
  ['spf.protection.outlok.com', 'spf.protection.outlook.com'],
  ['spf.mandrillaapp.com', 'spf.mandrillapp.com'],
  ['mailgum.org', 'mailgun.org'],
  // Two in a long name.
  ['spf.messaginengine.com', 'spf.messagingengine.com'],
  ['spf.mesagingengin.com', 'spf.messagingengine.com'],
  // No such top-level domain.
  ['_spf.google.con', '_spf.google.com'],
  // Below the name of a service that gives each customer another one.
  ['spf-0012af01.pphostd.com', 'spf-0012af01.pphosted.com'],
  // Right ones.
  ['_spf.google.com', undefined],
  ['spf-0012af01.pphosted.com', undefined],
  // Of another region, or numbered.
  ['spf-us.ionos.com', undefined],
  ['_spf2.google.com', undefined],
  ['zoho.jp', undefined],
  ['_spf.google.co', undefined],
  ['emsd2.com', undefined],
  ['spfb.mailendo.com', undefined],
  // Written in guides, and shown neither to be there nor not to be.
  ['spf.aruba.it', undefined],
  ['_spf.resend.com', undefined],
  ['spf.hostinger.com', undefined],
  // Of other owners.
  ['microsoft.com', undefined],
  ['_spf.gmail.ru', undefined],
  ['spf.126.com', undefined],
];

const MAIL_SERVERS: readonly Case[] = [
  ['apsmx.l.google.com', 'aspmx.l.google.com'],
  ['atl1.aspmx.l.google.com', 'alt1.aspmx.l.google.com'],
  ['alt5.aspmx.l.google.com', 'alt1.aspmx.l.google.com'],
  ['mxa.mailgum.org', 'mxa.mailgun.org'],
  ['example-com.mail.protection.outlok.com', 'example-com.mail.protection.outlook.com'],
  ['mx1.forwardemial.net', 'mx1.forwardemail.net'],
  ['mx3.zoho.com', undefined],
  ['alt1.gmr-smtp-in.l.google.com', undefined],
  ['amir.mx.cloudflare.net', undefined],
  ['mx.simple.com', undefined],
  ['mail.goggle.com', undefined],
  ['mx1.titan.mail', 'mx1.titan.email'],
];

const KEY_TARGETS: readonly Case[] = [
  ['dkim2.mandrilapp.com', 'dkim2.mandrillapp.com'],
  ['s1.domainkey.u1234567.wl123.sendgird.net', 's1.domainkey.u1234567.wl123.sendgrid.net'],
  [
    'selector1-example-com._domainkey.contoso.onmicrosft.com',
    'selector1-example-com._domainkey.contoso.onmicrosoft.com',
  ],
  ['s1.domainkey.u1234567.wl123.sendgrid.net', undefined],
  ['mail.microsoft.com', undefined],
  ['p3plsmtp18-06.prod.phx3.secureserver.net', undefined],
];

describe('misspelled names of services', () => {
  for (const [what, meantBy, cases] of [
    ['name to include', includeMeantBy, INCLUDES],
    ['mail server', mailServerMeantBy, MAIL_SERVERS],
    ['target of a key', keyTargetMeantBy, KEY_TARGETS],
  ] as const) {
    for (const [typed, meant] of cases) {
      const says = meant === undefined ? 'is left alone' : `was meant to be "${meant}"`;
      it(`${what}: "${typed}" ${says}`, () => {
        assert.equal(meantBy(typed), meant);
      });
    }
  }

  it('are not names of other services', () => {
    const names = allServices().flatMap(({ includes, customerIncludes, mx, mxHosts, dkim, returnPath }) => [
      ...includes,
      ...customerIncludes,
      ...mx,
      ...mxHosts,
      ...(dkim?.targets ?? []),
      ...(returnPath === undefined ? [] : [returnPath.target]),
    ]);
    assert.ok(names.length > 500);
    for (const name of names) {
      for (const meantBy of [includeMeantBy, mailServerMeantBy, keyTargetMeantBy]) {
        assert.equal(meantBy(name), undefined, name);
      }
    }
  });

  it('are searched without comparing every name letter by letter', () => {
    const names = new NearNames(allServices().flatMap(({ includes, mx }) => [...includes, ...mx]));
    for (let i = 0; i < 1000; i++) names.near(`mail${i}.customer-${i * 7}.example.com`, 2);
    assert.ok(names.compared < 1000, `${names.compared} comparisons`);
    assert.deepEqual(
      names.near('sendgird.net', 2).map(({ name, slips }) => [name, slips]),
      [['sendgrid.net', 1]],
    );
  });
});
