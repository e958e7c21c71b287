import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where whatever hostile text makes would lead: a link or an image with it is not ours. */
export const EVIL = 'evil.test';

const IMAGE = `![q](https://${EVIL}/q.png)`;
const LINK = `[x](https://${EVIL}/)`;

/** Texts that become something else where they are taken for Markdown, HTML, a message with links or a terminal's input. */
export const HOSTILE: readonly string[] = [
  // Images and links.
  IMAGE,
  LINK,
  `\` ${IMAGE} \``,
  `a\` ${IMAGE} \`b`,
  `](https://${EVIL}/)`,
  `x](https://${EVIL}/) [y`,
  `${LINK.slice(0, -1)} "title")`,
  `[x][y]\n\n[y]: https://${EVIL}/`,
  `[y]: https://${EVIL}/`,
  `[^1]\n\n[^1]: ${IMAGE}`,
  '[run](command:workbench.action.quit)',
  '[x](javascript:alert(1))',
  '[x](file:///etc/passwd)',
  `[![q](https://${EVIL}/q.png)](https://${EVIL}/)`,
  // Autolinks, and what GitHub's Markdown takes for one without any sign.
  `<https://${EVIL}/>`,
  `<user@${EVIL}>`,
  `https://${EVIL}/`,
  `HTTP://${EVIL}/`,
  `www.${EVIL}`,
  `ftp://${EVIL}/`,
  `user@${EVIL}`,
  `mailto:user@${EVIL}`,
  `(https://${EVIL}/)`,
  // HTML and entities.
  `<img src=https://${EVIL}/q.png>`,
  `</code><img src="https://${EVIL}/q.png">`,
  `\n<script src=https://${EVIL}/></script>\n`,
  '<!-- -->',
  '<![CDATA[x]]>',
  '<?php ?>',
  '<details open>',
  `&lt;img src=https://${EVIL}/q.png&gt;`,
  `&#96; &#33;&#91;q](https://${EVIL}/q.png)`,
  `&grave;${IMAGE}`,
  // Runs of backticks of every length, escapes, and the ends of code.
  ...Array.from({ length: 9 }, (_, i) => `${'`'.repeat(i + 1)}${IMAGE}${'`'.repeat(i + 1)}`),
  `\`\`${IMAGE}\``,
  `\`${IMAGE}\`\``,
  '`',
  '``',
  '` `',
  ' ',
  `\\\`${IMAGE}\\\``,
  '\\',
  '\\\\',
  `x\\`,
  // In bold type, marked looks for its end in code too.
  `**\`${IMAGE}`,
  `**\`\`${IMAGE}**`,
  `x** \`y\` ${IMAGE}`,
  `__\`${IMAGE}__`,
  `~~\`${IMAGE}~~`,
  `<b \`${IMAGE}>`,
  // Blocks.
  `# h ${LINK}`,
  `\n# h\n`,
  `\n\n- ${LINK}\n`,
  '- [ ] x',
  '1. x',
  '1) x',
  '+ x',
  '> x',
  '\n---\n',
  '---',
  '===',
  '***',
  '\n***\n',
  `\n\`\`\`\n${IMAGE}\n\`\`\`\n${IMAGE}`,
  `~~~\n${IMAGE}`,
  `\n| a | b |\n| --- | --- |\n| ${LINK} | b |\n`,
  '|---|',
  `\n\n    ${IMAGE}`,
  // Emphasis, which may join what is ours.
  '**x**',
  '__x__',
  '*',
  '_x_',
  '~~x~~',
  // Icons, placeholders, commands of build logs.
  '$(bug)',
  '\\$(bug)',
  '{0} {{1}}',
  '${jndi:x}',
  '%0A::error::x',
  '\n::error::x',
  '::stop-commands::x',
  // Characters that control a terminal, and invisible ones.
  '\u001b[31mred\u001b[0m',
  '\u001b]8;;https://evil.test/\u0007x\u001b]8;;\u0007',
  '\u009b31m',
  'a\rb',
  '\u0007\b\u0000\u007f',
  'a\u202eb\u202c',
  'a\u2066b\u2069',
  'a\u200bb\u200d\ufeffc',
  'a\u2028b\u2029c\u0085d',
  'a\u00adb\u034fc\u3164d\u{e0041}',
];

/** One of each kind, for tests that put each into every field there is. */
export const HOSTILE_SAMPLE: readonly string[] = [
  `\` ${IMAGE} \``,
  `**\`${IMAGE}`,
  IMAGE,
  `x](https://${EVIL}/)`,
  `<https://${EVIL}/>`,
  `https://${EVIL}/`,
  `user@${EVIL}`,
  `<img src=https://${EVIL}/q.png>`,
  `\n\n# h\n- ${LINK}`,
  '$(bug)\u001b[31m\u009b1m\u202e\u200b',
];

/** Longer than what VS Code renders of one text (100,000 code units): it cuts Markdown wherever that is. */
export const LONG = `${'x'.repeat(500)} ${IMAGE} `.repeat(220);

/** The strings of TXT RDATA with that text, which is written as UTF-8. */
export function zoneStrings(text: string): string {
  const octets = [...new TextEncoder().encode(text)];
  const strings: string[] = [];
  for (let at = 0; at === 0 || at < octets.length; at += 255) {
    strings.push(
      `"${octets
        .slice(at, at + 255)
        .map(inString)
        .join('')}"`,
    );
  }
  return strings.join(' ');
}

function inString(octet: number): string {
  if (octet < 0x20 || octet >= 0x7f) return `\\${String(octet).padStart(3, '0')}`;
  const character = String.fromCharCode(octet);
  return character === '"' || character === '\\' ? `\\${character}` : character;
}

/** The text as one label of a name in a zone file: cut to the length that a label can have. */
export function zoneLabel(text: string): string {
  return [...new TextEncoder().encode(text)]
    .slice(0, 63)
    .map((octet) => {
      const character = String.fromCharCode(octet);
      if (/[A-Za-z0-9_-]/.test(character)) return character;
      return octet > 0x20 && octet < 0x7f ? `\\${character}` : `\\${String(octet).padStart(3, '0')}`;
    })
    .join('');
}

const RULES = join(__dirname, '../../server/src/rules');

/** Every quoted text on the rule pages, which have each policy, tag and term that a rule is about. */
export function textsOfPages(): readonly string[] {
  const texts = new Set<string>();
  for (const folder of readdirSync(RULES, { withFileTypes: true })) {
    if (!folder.isDirectory()) continue;
    for (const file of readdirSync(join(RULES, folder.name))) {
      if (!file.endsWith('.md')) continue;
      const page = readFileSync(join(RULES, folder.name, file), 'utf8');
      for (const [, quoted = ''] of page.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)) texts.add(quoted);
    }
  }
  return [...texts];
}
