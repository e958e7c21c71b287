import assert from 'node:assert/strict';
import { formatByContent } from '../../../server/src/analysis/input/formats.ts';
import { findingsOf } from '../../harness/workspace.ts';
import { PATH, templateOf, txtResource, yamlTemplate } from './template.ts';

const SECTIONS = 'Parameters:\n  Domain: {Type: String, Default: example.com}\n';
const IDENTITY = `  Mail:
    Type: AWS::SES::EmailIdentity
    Properties:
      EmailIdentity: !Ref Domain
      DkimSigningAttributes: {DomainSigningSelector: s1}
      MailFromAttributes: {MailFromDomain: !Sub 'bounce.\${Domain}'}
`;

function sourcesIn(text: string): readonly string[] {
  return templateOf(text)
    .sources(PATH)
    .map((source) => {
      assert.equal(source.kind, 'service');
      const { says, service, domain, envelope, selector, conditional, range, by } = source;
      assert.equal(by.path, PATH);
      const typed = text.slice(range.start, range.end);
      return [
        says,
        service,
        domain,
        envelope,
        selector,
        conditional ? 'conditional' : '',
        by.name,
        typed,
      ].join(' | ');
    });
}

describe('mail senders set up by a template', () => {
  it('are found for Amazon SES', () => {
    assert.deepEqual(sourcesIn(yamlTemplate(IDENTITY, SECTIONS)), [
      'set-up | amazon-ses | example.com |  | s1 |  | Mail | Domain',
      "envelope | amazon-ses | example.com | bounce.example.com |  |  | Mail | 'bounce.${Domain}'",
    ]);
  });

  it('may be for one address, conditional, or unknown', () => {
    const of = (identity: string, attributes = ''): readonly string[] =>
      sourcesIn(
        yamlTemplate(
          `  M:\n    Type: AWS::SES::EmailIdentity\n${attributes}    Properties: {EmailIdentity: ${identity}}\n`,
        ),
      );
    assert.deepEqual(of('a@example.com'), [
      'address | amazon-ses | example.com |  |  |  | M | a@example.com',
    ]);
    assert.deepEqual(of('example.com', '    Condition: C\n'), [
      'set-up | amazon-ses | example.com |  |  | conditional | M | example.com',
    ]);
    assert.deepEqual(of('!Ref X'), ['set-up | amazon-ses |  |  |  |  | M | X']);
    assert.deepEqual(of('localhost'), ['set-up | amazon-ses |  |  |  |  | M | localhost']);
  });

  it('are found in a template without records', () => {
    assert.equal(formatByContent('ses.yaml', yamlTemplate(IDENTITY, SECTIONS))?.id, 'cloudformation');
    assert.deepEqual(findingsOf(templateOf(yamlTemplate(IDENTITY, SECTIONS)), PATH), []);
  });

  it('are compared with the records', () => {
    const mail = (spf: string): readonly string[] => {
      const records = txtResource(`'"v=spf1 ${spf} -all"'`, 'bounce.example.com');
      return findingsOf(templateOf(yamlTemplate(IDENTITY + records, SECTIONS)), PATH)
        .filter(({ rule }) => rule.startsWith('sender-'))
        .map(({ rule }) => rule);
    };
    assert.deepEqual(mail('include:amazonses.com'), []);
    assert.notDeepEqual(mail('ip4:192.0.2.1'), []);
  });
});

describe('a macro of a template', () => {
  const unreadWith = (transform: string): readonly string[] =>
    templateOf(`Transform: ${transform}\n${yamlTemplate(txtResource(`'"v=spf1 -all"'`))}`)
      .problems(PATH)
      .map(({ message, unread }) => `${unread?.kind ?? ''}: ${message}`);

  it('is listed as not read, unless it is one of AWS that adds no records', () => {
    assert.deepEqual(unreadWith('AWS::Serverless-2016-10-31'), []);
    assert.deepEqual(unreadWith('[AWS::LanguageExtensions, AWS::SecretsManager-2020-07-23]'), []);
    const message = (name: string): string =>
      `format: mailtxt does not run the macro "${name}", so what it adds or changes was not read.`;
    assert.deepEqual(unreadWith('[AWS::Serverless-2016-10-31, MyMacro]'), [message('MyMacro')]);
    assert.deepEqual(unreadWith('{Name: AWS::Include, Parameters: {Location: s3://b/x.yaml}}'), [
      message('AWS::Include'),
    ]);
    assert.deepEqual(unreadWith('!Ref X'), [
      'format: mailtxt does not run this macro, so what it adds or changes was not read.',
    ]);
  });
});
