import assert from 'node:assert/strict';

import type { Bounce } from '../../server/src/senders/bounces/model.ts';
import { readEvidence } from '../../server/src/senders/bounces/read.ts';

function only(text: string): Bounce {
  const read = readEvidence(text);
  const [bounce] = read;
  assert.ok(read.length === 1 && bounce?.kind === 'bounce', `${read.length} pieces of evidence`);
  return bounce;
}

/** The words of Exchange in a language: above the recipient, before the generating server, around the reply, before the headers. */
const PASTED: Readonly<
  Record<string, readonly [head: string, generating: string, reply: string, headers: string]>
> = {
  English: [
    'Delivery has failed to these recipients or groups:',
    'Generating server:',
    "Remote Server returned '$'",
    'Original message headers:',
  ],
  German: [
    'Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Verteilerlisten:',
    'Generierender Server:',
    "Remoteserver gab '$' zurück",
    'Ursprüngliche Nachrichtenkopfzeilen:',
  ],
  French: [
    'Échec de la remise à ces destinataires ou groupes :',
    'Serveur de génération :',
    "Le serveur distant a renvoyé '$'",
    "En-têtes de message d'origine :",
  ],
  Spanish: [
    'No se pudo entregar el mensaje a estos destinatarios o grupos:',
    'Servidor de generación:',
    "El servidor remoto devolvió '$'",
    'Encabezados de mensajes originales:',
  ],
  Italian: [
    'Recapito non riuscito ai seguenti destinatari o gruppi:',
    'Server di generazione:',
    "Il server remoto ha restituito '$'",
    'Intestazioni originali del messaggio:',
  ],
  Portuguese: [
    'Falha na entrega a estes destinatários ou grupos:',
    'Servidor de geração:',
    "O servidor remoto retornou '$'",
    'Cabeçalhos de mensagem originais:',
  ],
  Dutch: [
    'De bezorging aan deze geadresseerden of groepen is mislukt:',
    'Genererende server:',
    "Externe server retourneerde '$'",
    'Oorspronkelijke berichtkoppen:',
  ],
  Polish: [
    'Nie można dostarczyć wiadomości do następujących adresatów lub grup:',
    'Serwer generujący:',
    "Serwer zdalny zwrócił '$'",
    'Oryginalne nagłówki wiadomości:',
  ],
  Japanese: [
    '次の受信者またはグループへの配信に失敗しました:',
    '生成サーバー:',
    "リモート サーバーが '$' を返しました",
    '元のメッセージ ヘッダー:',
  ],
  Chinese: ['传递到下列收件人或组时失败:', '生成服务器:', "远程服务器返回 '$'", '原始邮件头:'],
};

describe('a notification of Exchange', () => {
  for (const [language, [head, generating, reply, headers]] of Object.entries(PASTED)) {
    it(`pasted in ${language} has the recipient, both servers, the reply and the sender`, () => {
      const bounce = only(`${head}

user@example.net

${generating} EX01.example.com

user@example.net
mx.example.net
${reply.replace('$', '550 5.7.1 Unable to relay')}

${headers}

Received: from client.example.com (192.168.1.50) by EX01.example.com
From: Ann <ann@example.com>
To: user@example.net
Date: Mon, 5 Jan 2026 08:00:00 +0000
Subject: Offer
`);
      assert.deepEqual(
        [
          bounce.recipient?.value,
          bounce.reportingMta?.value,
          bounce.remoteMta?.value,
          bounce.reply.text.value,
          bounce.headerFrom?.value,
          bounce.ip,
        ],
        [
          'user@example.net',
          'EX01.example.com',
          'mx.example.net',
          '550 5.7.1 Unable to relay',
          'ann@example.com',
          undefined,
        ],
      );
    });
  }

  it('has the same labels in the details below it', () => {
    for (const [sender, recipient, remote, time] of [
      ['Sender Address', 'Recipient Address', 'Remote server', 'Created Date'],
      ['Absenderadresse', 'Empfängeradresse', 'Remoteserver', 'Erstellungsdatum'],
      ["Adresse de l'expéditeur ", 'Adresse du destinataire ', 'Serveur distant ', 'Date de création '],
      ['Dirección del remitente', 'Dirección del destinatario', 'Servidor remoto', 'Fecha de creación'],
      ['Indirizzo mittente', 'Indirizzo destinatario', 'Server remoto', 'Data di creazione'],
      ['Endereço do remetente', 'Endereço do destinatário', 'Servidor remoto', 'Data de criação'],
      ['Adres van afzender', 'Adres van geadresseerde', 'Externe server', 'Aanmaakdatum'],
      ['Adres nadawcy', 'Adres adresata', 'Serwer zdalny', 'Data utworzenia'],
      ['送信者のアドレス', '受信者のアドレス', 'リモート サーバー', '作成日'],
      ['发件人地址', '收件人地址', '远程服务器', '创建日期'],
    ] as const) {
      const bounce = only(
        `${time}:\t1/5/2026 8:00:01 AM\n${sender}:\tann@example.com\n${recipient}:\tuser@example.net\n\n550 5.7.1 Unable to relay\n${remote}:\tmx.example.net\n`,
      );
      assert.deepEqual(
        [bounce.envelopeFrom?.value, bounce.recipient?.value, bounce.remoteMta?.value, bounce.time?.value],
        ['ann@example.com', 'user@example.net', 'mx.example.net', '1/5/2026 8:00:01 AM'],
        sender,
      );
    }
  });
});

describe('a notification of Gmail', () => {
  for (const [language, head, answer] of [
    [
      'English',
      'Your message to user@example.net has been blocked.',
      'The response from the remote server was:',
    ],
    [
      'German',
      'Ihre Nachricht an user@example.net wurde blockiert.',
      'Die Antwort des Remote-Servers lautete:',
    ],
    ['French', 'Votre message à user@example.net a été bloqué.', 'Réponse du serveur distant :'],
    [
      'Spanish',
      'Tu mensaje a user@example.net se ha bloqueado.',
      'La respuesta del servidor remoto es la siguiente:',
    ],
    [
      'Italian',
      'Il tuo messaggio a user@example.net è stato bloccato.',
      'La risposta del server remoto è stata:',
    ],
    ['Portuguese', 'Sua mensagem para user@example.net foi bloqueada.', 'A resposta do servidor remoto foi:'],
    ['Dutch', 'Je bericht aan user@example.net is geblokkeerd.', 'De reactie van de externe server was:'],
    ['Polish', 'Twoja wiadomość do user@example.net została zablokowana.', 'Odpowiedź serwera zdalnego:'],
    ['Japanese', 'user@example.net へのメールはブロックされました。', 'リモート サーバーからの応答:'],
    ['Chinese', '您发送给 user@example.net 的邮件已被屏蔽。', '远程服务器返回的响应如下：'],
  ] as const) {
    it(`in ${language} has the reply and the recipient`, () => {
      const bounce = only(`From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: ann@example.com
Subject: Delivery Status Notification (Failure)
X-Failed-Recipients: user@example.net
Content-Type: text/plain; charset=utf-8

${head}

${answer}

550 5.7.1 Unable to relay
`);
      assert.deepEqual(
        [bounce.recipient?.value, bounce.reply.text.value, bounce.envelopeFrom?.value],
        ['user@example.net', '550 5.7.1 Unable to relay', 'ann@example.com'],
      );
    });
  }
});
