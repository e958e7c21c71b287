// The notices that the licenses of bundled packages and data require, as one text.

const RULE = '-'.repeat(78);

/**
 * @param {readonly import('./bundled.mjs').BundledPackage[]} packages
 * @param {readonly { name: string, license: string, source: string, inPackage: string, text: string }[]} data
 */
export function noticesText(packages, data) {
  const head = [
    'Third-party notices for mailtxt',
    '',
    'mailtxt contains code and data of the following packages. Their licenses follow.',
    '',
    ...packages.map(({ name, version, license }) => `  ${name} ${version} (${license})`),
    ...data.map(({ name, license, inPackage }) => `  ${name}, data in ${inPackage} (${license})`),
  ];
  const sections = packages.map(({ name, version, license, homepage, texts }) => [
    `${name} ${version}`,
    `License: ${license}`,
    ...(homepage === undefined ? [] : [homepage]),
    ...texts.flatMap(({ text }) => ['', text.trim()]),
  ]);
  const dataSections = data.map(({ name, license, source, inPackage, text }) => [
    `${name}, data in ${inPackage}`,
    `License: ${license}`,
    `The data in its source form is at ${source}`,
    '',
    text.trim(),
  ]);
  const all = [head, ...sections, ...dataSections].map((lines) => lines.join('\n').replaceAll('\r\n', '\n'));
  return `${all.join(`\n\n${RULE}\n\n`)}\n`;
}
