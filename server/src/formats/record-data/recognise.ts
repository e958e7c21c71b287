/** Files of these names are about something else, and there are many of them. */
const OTHER_FILES =
  /(?:^|\/)(?:package(?:-lock)?\.json|npm-shrinkwrap\.json|composer\.json|pnpm-lock\.yaml|tsconfig[^/]*\.json|\.mailtxt[^/]*\.json|[^/]*\.(?:schema|sarif)\.json)$/i;

/** Whether the name of a file says that it may be JSON or YAML with records. */
export function mayBeRecordData(path: string): boolean {
  return /\.(?:json|ya?ml)$/i.test(path) && !OTHER_FILES.test(path);
}
