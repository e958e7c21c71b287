import type { ShownBlock } from '../../client/src/report-page.ts';
import type { ReportText } from '../../server/src/hosts/lsp/requests.ts';
import { Editor } from '../lsp/editor.ts';
import { Folder, HEAD } from '../lsp/zones.ts';

export interface MadeReport {
  readonly title: string;
  readonly blocks: readonly ShownBlock[];
}

const ZONE = `${HEAD}@ IN MX 10 mail
mail IN A 192.0.2.25
news IN A 192.0.2.26
@ IN TXT "v=spf1 mx include:_spf.example.com include:sendgrid.net -all"
_spf IN TXT "v=spf1 a:news.example.com a:gone.example.com ip4:198.51.100.0/24 -all"
_dmarc IN TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
`;

const SETTINGS = `{
  "senders": {
    "example.com": [
      { "name": "Office relay", "ip": ["192.0.2.10"] },
      { "name": "Newsletter", "ip": ["192.0.2.26"] },
      "google-workspace"
    ]
  },
  "reports": ["reports/*.xml"]
}
`;

function row(ip: string, count: number, dkim: 'pass' | 'fail', signature: string): string {
  return `<record><row><source_ip>${ip}</source_ip><count>${count}</count><policy_evaluated><disposition>none</disposition>
<dkim>${dkim}</dkim><spf>fail</spf></policy_evaluated></row><identifiers><header_from>example.com</header_from></identifiers>
<auth_results>${signature}<spf><domain>example.com</domain><result>fail</result></spf></auth_results></record>`;
}

const SIGNED = '<dkim><domain>example.com</domain><selector>s1</selector><result>pass</result></dkim>';

const XML = `<feedback><report_metadata><org_name>example.net</org_name><report_id>1</report_id>
<date_range><begin>1793577600</begin><end>1793664000</end></date_range></report_metadata>
<policy_published><domain>example.com</domain><p>none</p></policy_published>
${row('192.0.2.80', 30, 'fail', '')}${row('198.51.100.80', 3, 'pass', SIGNED)}${row('54.240.8.1', 5, 'pass', SIGNED)}</feedback>`;

const BOUNCE = `From: MAILER-DAEMON@mx.example.net
To: office@example.com
Subject: Undelivered Mail Returned to Sender
Date: Mon, 23 Nov 2026 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; user@example.net
Action: failed
Status: 5.7.23
Diagnostic-Code: smtp; 550 5.7.23 203.0.113.7 is not allowed
 to send mail from example.com: SPF fail
--b
Content-Type: message/rfc822-headers

From: office@example.com
Return-Path: <office@example.com>
--b--
`;

/**
 * One page of each kind, as the server makes it.
 *
 * @param hostile what is put into the files wherever they hold words of other people
 */
export async function madeReports(hostile = ''): Promise<readonly MadeReport[]> {
  const folder = new Folder();
  folder.write(
    '.mailtxt.json',
    SETTINGS.replace('Office relay', () => JSON.stringify(`Office relay${hostile}`).slice(1, -1)),
  );
  folder.write(
    'reports/example.net.xml',
    XML.replace('<org_name>', () => `<org_name>${inXml(hostile)}`),
  );
  const bounce = BOUNCE.replace('SPF fail', () => `SPF fail ${hostile.replaceAll('\u0000', '')}`);
  const zone = ZONE.replace('gone.example.com', () => `gone.example.com${inZone(hostile)}`);
  const uri = folder.write('zones/example.com.zone', zone);
  const editor = await Editor.start({ folders: [folder.uri], options: { pages: true } });
  try {
    await editor.open(uri, zone);
    const made: MadeReport[] = [];
    for (const [title, method, params] of [
      ['Explain a Bounce', 'explain', { text: bounce }],
      ['Mail Senders', 'senders', {}],
      ['DMARC Policy Preview', 'senders', { policy: 'reject' }],
      [
        'Would This Mail Pass?',
        'simulate',
        {
          mail: {
            ip: '192.0.2.99',
            from: 'a@example.com',
            helo: 'mail.example.com',
            dkim: ['example.com:s1'],
          },
        },
      ],
    ] as const) {
      const { page, text } = await editor.connection.sendRequest<ReportText>(`mailtxt/${method}`, params);
      if (page === undefined) throw new Error(`no page: ${text}`);
      made.push({ title, blocks: page.blocks });
    }
    return made;
  } finally {
    await editor.close();
    folder.remove();
  }
}

function inXml(text: string): string {
  return text
    .replaceAll(/[\u0000-\u001f]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
}

/** In a character string of a zone file. */
function inZone(text: string): string {
  return text
    .replaceAll(/[^!-~]/g, '')
    .replaceAll(/["\\;]/g, (character) => `\\${character}`)
    .slice(0, 60);
}
