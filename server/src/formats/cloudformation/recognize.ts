/** A resource that consists of records, or a zone. */
const DNS_RESOURCE = /\bAWS::Route53::(?:RecordSet(?:Group)?|HostedZone)\b/;
/** A resource that names senders of mail. */
const SENDER_RESOURCE = /\bAWS::SES::EmailIdentity\b/;
/** A nested stack whose template is a local file. */
const NESTED_STACK = /\bAWS::(?:CloudFormation::Stack|Serverless::Application)\b/;
const LOCAL_TEMPLATE =
  /\b(?:TemplateURL|Location)["']?[ \t]*:[ \t]*["']?(?![a-z][\w+.-]*:)[\w./-]+\.(?:ya?ml|json|template)\b/i;
/** What every template contains, whatever it sets up. */
const TEMPLATE = [
  /^["' \t{]*AWSTemplateFormatVersion["']?[ \t]*:|"AWSTemplateFormatVersion"[ \t]*:/m,
  /^["' \t{]*Resources["']?[ \t]*:/m,
];
const RESOURCE = /\bType["']?[ \t]*:[ \t]*["']?(?:AWS|Alexa|Custom)::\w/;

export function isStackTemplatePath(path: string): boolean {
  return /\.(?:ya?ml|json|template)$/i.test(path);
}

/**
 * Whether a text reads as a CloudFormation template with resources that matter to mail, or with nested stacks that may
 * have some. `head`: its start, of at most `most` UTF-16 units; the rest may contain such a resource.
 */
export function looksLikeTemplate(head: string, most: number): boolean {
  if (!TEMPLATE.some((pattern) => pattern.test(head))) return false;
  if (holdsMailResource(head) || hasNestedStacks(head)) return true;
  return head.length >= most && RESOURCE.test(head);
}

export function holdsDnsResource(text: string): boolean {
  return DNS_RESOURCE.test(text);
}

export function holdsMailResource(text: string): boolean {
  return holdsDnsResource(text) || SENDER_RESOURCE.test(text);
}

export function hasNestedStacks(text: string): boolean {
  return NESTED_STACK.test(text) && LOCAL_TEMPLATE.test(text);
}
