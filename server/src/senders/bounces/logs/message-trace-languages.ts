import { columnName } from './model.ts';

/**
 * The column names of the message trace in other languages, as far as its lists have them: German, French, Spanish,
 * Italian, Portuguese, Dutch, Polish, Japanese and Chinese. PowerShell exports and the extended trace are always in
 * English.
 */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  received: [
    'Date',
    'Date (UTC)',
    'Received (UTC)',
    'Empfangen',
    'Datum',
    'Datum (UTC)',
    'Reçu',
    'Date de réception',
    'Recibido',
    'Fecha',
    'Ricevuto',
    'Data',
    'Recebido',
    'Ontvangen',
    'Otrzymano',
    '受信日時',
    '日付',
    '受信済み',
    '接收时间',
    '日期',
    '已接收',
  ],
  senderaddress: [
    'Sender',
    'Absender',
    'Absenderadresse',
    'Expéditeur',
    "Adresse de l'expéditeur",
    'Remitente',
    'Dirección del remitente',
    'Mittente',
    'Indirizzo mittente',
    'Remetente',
    'Endereço do remetente',
    'Afzender',
    'Nadawca',
    'Adres nadawcy',
    '送信者',
    '差出人',
    '送信者アドレス',
    '发件人',
    '发件人地址',
    '寄件者',
  ],
  recipient: [
    'Empfänger',
    'Empfängeradresse',
    'Destinataire',
    'Adresse du destinataire',
    'Destinatario',
    'Dirección del destinatario',
    'Indirizzo destinatario',
    'Destinatário',
    'Endereço do destinatário',
    'Geadresseerde',
    'Ontvanger',
    'Adresat',
    'Adres adresata',
    'Odbiorca',
    '受信者',
    '受信者アドレス',
    '宛先',
    '收件人',
    '收件人地址',
    '收件者',
  ],
  status: [
    'Zustellungsstatus',
    'Statut',
    'État',
    'Estado',
    'Stato',
    'Stan',
    'Delivery status',
    '状態',
    '状況',
    'ステータス',
    '状态',
    '狀態',
  ],
};

export const COLUMN_ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries(COLUMNS).flatMap(([column, names]) =>
    names.map((name) => [columnName(name), column] as const),
  ),
);

/**
 * Matches a row that may have such a status. It is tested on every row of an export, so it does not have the flag "u",
 * with which a pattern of many words takes 50 times as long.
 */
export const MAY_HAVE_FAILED =
  /fail|fehl|chec|chou|erro|fallid|riuscit|falh|mislukt|niepowodz|nie powiod|失敗|失败|エラー/i;

/** A status that says that the message was not delivered, in these languages. */
export const FAILED =
  /\bfail(?:ed)?\b|\bfehler\b|fehlgeschlagen|échec|échoué|\berror(?:es)?\b|fallid[oa]|\berrore\b|non riuscit[oa]|\bfalha\b|falhou|mislukt|niepowodzenie|nie powiodło się|失敗|失败|エラー/iu;
