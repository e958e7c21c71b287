/** The parts of a page in the editor. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
  /** What the page shows until it has a report. */
  readonly waiting: string;
  /** The source from which the editor serves the files of extensions, for the content security policy. */
  readonly source: string;
}

/**
 * The empty page in which a report is drawn. It can run only the script that is named here and load only its style: no images,
 * frames or forms, and nothing from the network.
 */
export function documentOfPage({ script, style, waiting, source }: PageParts): string {
  const nonce = newNonce();
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>mailtxt</title>
</head>
<body>
<main></main>
<div role="status">${escaped(waiting)}</div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

/**
 * A page as a file for a browser, without scripts or anything to load.
 *
 * @param html the page as it was drawn
 */
export function documentForPrint(html: string, style: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>mailtxt</title>
<style>${style}</style>
</head>
<body>
${html}
</body>
</html>
`;
}

/** Text as content of an element. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** 128 random bits, in characters that need no quoting. */
function newNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (octet) =>
    octet.toString(16).padStart(2, '0'),
  ).join('');
}
