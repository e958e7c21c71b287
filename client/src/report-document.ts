/** What a page of the editor is loaded from. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
  /** What the editor serves the files of extensions from, as a source of a content security policy. */
  readonly source: string;
}

/**
 * The empty page that a report is drawn in. It may run the one script that is named here, and load nothing but its style:
 * no image, no frame, no form, no address of the network.
 */
export function documentOfPage({ script, style, source }: PageParts): string {
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
<div role="status">mailtxt is reading the files …</div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

/** A page as a file for a browser, in which nothing runs and nothing is loaded. `html`: the page as it was drawn. */
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

/** 128 random bits, in characters that need no quoting. */
function newNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (octet) =>
    octet.toString(16).padStart(2, '0'),
  ).join('');
}
