import assert from 'node:assert/strict';
import { readEvidence } from '../../server/src/senders/bounces/read.ts';
import { lineOf } from './container-lines.ts';

/** The header of a message trace and its word for a failure, by language. */
const TRACES: readonly (readonly [language: string, header: string, failed: string])[] = [
  ['English', 'Date (UTC),Sender,Recipient,Subject,Status', 'Failed'],
  ['German', 'Datum;Absender;Empfänger;Betreff;Status', 'Fehler'],
  ['German, of PowerShell', 'Received;SenderAddress;RecipientAddress;Subject;Status', 'Failed'],
  ['French', 'Date;Expéditeur;Destinataire;Objet;État', 'Échec'],
  ['Spanish', 'Fecha,Remitente,Destinatario,Asunto,Estado', 'Error'],
  ['Italian', 'Data;Mittente;Destinatario;Oggetto;Stato', 'Non riuscito'],
  ['Portuguese', 'Data;Remetente;Destinatário;Assunto;Estado', 'Falha'],
  ['Dutch', 'Datum;Afzender;Geadresseerde;Onderwerp;Status', 'Mislukt'],
  ['Polish', 'Data;Nadawca;Adresat;Temat;Stan', 'Niepowodzenie'],
  ['Japanese', '日付,送信者,受信者,件名,状態', '失敗'],
  ['Chinese', '日期,发件人,收件人,主题,状态', '失败'],
];

describe('a message trace in another language', () => {
  for (const [language, header, failed] of TRACES) {
    it(language, () => {
      const separator = header.includes(';') ? ';' : ',';
      const row = (recipient: string, status: string): string =>
        ['2026-01-05 08:00:01', 'ann@example.com', recipient, '"A; B, ""C"""', status].join(separator);
      const text = [header, row('user@example.net', failed), row('two@example.net', 'Delivered')].join(
        '\r\n',
      );
      assert.deepEqual(readEvidence(text).map(lineOf), [
        `failed\t- -\tto user@example.net\tfrom ann@example.com -\t-\tby -\t2026-01-05 08:00:01\t-\t${failed}`,
      ]);
    });
  }
});

describe('a report whose subject is encoded', () => {
  for (const subject of [
    '=?utf-8?B?VW56dXN0ZWxsYmFyOiBSZWNobnVuZw==?=',
    '=?iso-8859-1?Q?Unzustellbar=3A_Best=E4tigung?=',
    '=?UTF-8?Q?N=C3=A3o_=C3=A9_poss=C3=ADvel?= =?UTF-8?Q?_entregar:_x?=',
  ]) {
    it(`is recognized: ${subject}`, () => {
      const text = `From: it@example.com\nTo: ann@example.com\nSubject: ${subject}\nContent-Type: text/plain\n\nuser@example.net\nmx.example.net\n550 5.1.1 User unknown\n`;
      const [bounce] = readEvidence(text);
      assert.ok(bounce?.kind === 'bounce');
      assert.equal(bounce.reply.enhanced?.value, '5.1.1');
    });
  }
});

describe('entities in HTML', () => {
  it('are decoded to their characters, once', () => {
    const html =
      '<p>user&#64;example.net</p><p>Remote&nbsp;Server returned &#39;550&nbsp;5.7.23 SPF&#x20;check &amp;lt;failed&amp;gt;&#39;</p>';
    const text = `From: postmaster@example.com\nTo: ann@example.com\nSubject: Undeliverable: x\nContent-Type: text/html\n\n${html}\n`;
    const [bounce] = readEvidence(text);
    assert.ok(bounce?.kind === 'bounce');
    assert.equal(bounce.recipient?.value, 'user@example.net');
    assert.match(bounce.reply.text.value, /550 5\.7\.23 SPF check &lt;failed&gt;/);
  });
});
