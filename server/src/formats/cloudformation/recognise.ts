/** A resource that is made of records, or a zone. */
const DNS_RESOURCE = /\bAWS::Route53::(?:RecordSet(?:Group)?|HostedZone)\b/;
/** What a template has, whatever it sets up. */
const TEMPLATE = [
  /^["' \t{]*AWSTemplateFormatVersion["']?[ \t]*:|"AWSTemplateFormatVersion"[ \t]*:/m,
  /^["' \t{]*Resources["']?[ \t]*:/m,
];
const RESOURCE = /\bType["']?[ \t]*:[ \t]*["']?(?:AWS|Alexa|Custom)::\w/;

export function isStackTemplatePath(path: string): boolean {
  return /\.(?:ya?ml|json|template)$/i.test(path);
}

/**
 * Whether a text reads as a template of CloudFormation with DNS resources. `head`: its start, of `most` UTF-16 units at most: what
 * comes behind may be such a resource.
 */
export function looksLikeTemplate(head: string, most: number): boolean {
  if (!TEMPLATE.some((pattern) => pattern.test(head))) return false;
  return holdsDnsResource(head) || (head.length >= most && RESOURCE.test(head));
}

export function holdsDnsResource(text: string): boolean {
  return DNS_RESOURCE.test(text);
}
