/** Common files with these names have other content. */
const OTHER_FILES =
  /(?:^|\/)(?:package(?:-lock)?\.json|npm-shrinkwrap\.json|composer\.json|pnpm-lock\.yaml|tsconfig[^/]*\.json|\.mailtxt[^/]*\.json|[^/]*\.(?:schema|sarif)\.json)$/i;

/** Whether a file name allows JSON or YAML with records. */
export function mayBeRecordData(path: string): boolean {
  return /\.(?:json|ya?ml)$/i.test(path) && !OTHER_FILES.test(path);
}
