// The texts of the project that people read, with their places.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexer, walkTokens } from 'marked';
import ts from 'typescript';
import { root as here } from './project.mjs';

/**
 * The project in which the command is run, which may be another copy; otherwise the one that this script belongs to.
 */
const root = existsSync(join(process.cwd(), 'server/src/rules')) ? process.cwd() : here;

/** Replaces what is not text: an expression in a template, code on a page. It is part of no word. */
const MASK = '□';

const SKIPPED = [
  // Generated from sources that are checked.
  /^docs\/rules\//,
  /^docs\/terraform-functions\.md$/,
  /^schemas\/(?!mailtxt)/,
  /^(?:man|dist|site|release|node_modules|\.vscode-test|\.stryker-tmp|\.git)\//,
  // The phrases that words.test.ts looks for.
  /^scripts\/lib\/words\.mjs$/,
  // Inputs of tests.
  /^test\/.*\.(?:json|ya?ml|tf|zone)$/,
  /^test\/(?:fuzz\/found|suites|fixtures|senders\/containers)\//,
  /(?:^|\/)fixtures\//,
  /^package-lock\.json$/,
  /^LICENSE$/,
];

const FOLDERS = [
  'server/src',
  'client',
  'scripts',
  'test',
  'docs',
  'examples',
  'schemas',
  'l10n',
  'snippets',
  'ci',
  'templates',
];
const KINDS = /\.(?:ts|mts|mjs|cjs|js|md|json|yml|yaml|zone|tf|inc|conf)$|\/db\.[^/]+$/;

/**
 * The files with texts, by their paths from the project folder.
 *
 * @returns {readonly string[]}
 */
export function filesWithTexts() {
  const own = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && KINDS.test(entry.name))
    .map(({ name }) => name);
  const others = FOLDERS.filter((folder) => existsSync(join(root, folder))).flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) =>
        join(parentPath, name).slice(root.length).replaceAll('\\', '/').replace(/^\//, ''),
      ),
  );
  return [...own, ...others].filter(
    (path) => KINDS.test(path) && !SKIPPED.some((skipped) => skipped.test(path)),
  );
}

/**
 * The texts of one file. `kind` is `comment`, `text` or `page`.
 *
 * @returns {{ path: string, line: number, text: string, kind: string }[]}
 */
export function textsOf(path, content = readFileSync(join(root, path), 'utf8')) {
  const pieces = piecesOf(path, content);
  return pieces.map(({ at, text, kind }) => ({
    path,
    kind,
    line: content.slice(0, at).split('\n').length,
    text: withoutCode(text),
  }));
}

function piecesOf(path, content) {
  if (/\.(?:ts|mts|mjs|cjs|js)$/.test(path)) return ofProgram(path, content);
  if (path.endsWith('.md')) return ofMarkdown(content);
  if (path.endsWith('.json')) return ofJson(path, content);
  if (/\.ya?ml$/.test(path)) return [{ at: 0, text: content, kind: 'text' }];
  return ofCommentedLines(content);
}

/** Comments, and string literals with more than one word. For tests: comments, and the names of the tests. */
function ofProgram(path, content) {
  const isTest = path.startsWith('test/');
  const source = ts.createSourceFile(path, content, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const pieces = commentsOf(content, source);
  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isLiteralTypeNode(node) || isQuotation(node)) return;
    if (isText(node) && (!isTest || isTestName(node))) {
      const text = textOf(node, content);
      if (/[A-Za-z□]\S*\s+\S*[A-Za-z□]/.test(text))
        pieces.push({ at: node.getStart(source), text, kind: 'text' });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return pieces;
}

/** The example of a reply is the text of another mail server. */
function isQuotation(node) {
  return ts.isPropertyAssignment(node) && /^examples?$/.test(node.name.getText());
}

function isText(node) {
  return (
    ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node)
  );
}

function isTestName(node) {
  const call = node.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] !== node) return false;
  return /^(?:describe|it|context|suite|test)(?:\.(?:only|skip))?$/.test(call.expression.getText());
}

/** The value of the literal, on as many lines as it has in the source; expressions are masked. */
function textOf(node, content) {
  if (ts.isStringLiteral(node)) return node.text.replaceAll('\n', ' ');
  if (ts.isNoSubstitutionTemplateLiteral(node))
    return decoded(content.slice(node.getStart() + 1, node.end - 1));
  let text = decoded(content.slice(node.head.getStart() + 1, node.head.end - 2));
  for (const { expression, literal } of node.templateSpans) {
    text += MASK + expression.getFullText().replaceAll(/[^\n]/g, '');
    const end = literal.end - (ts.isTemplateTail(literal) ? 1 : 2);
    text += decoded(content.slice(literal.getStart() + 1, end));
  }
  return text;
}

function decoded(raw) {
  return raw.replaceAll(/\\([^])/g, (_, sign) => (/[nrt]/.test(sign) ? ' ' : sign));
}

/** Comments. Adjacent line comments are one comment. */
function commentsOf(content, source) {
  const found = new Map();
  const collect = (ranges) => {
    for (const range of ranges ?? []) found.set(range.pos, range);
  };
  const visit = (node) => {
    if (node.getChildCount(source) === 0) {
      collect(ts.getLeadingCommentRanges(content, node.pos));
      collect(ts.getTrailingCommentRanges(content, node.end));
    }
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  const comments = [...found.values()].sort((a, b) => a.pos - b.pos);
  const pieces = [];
  for (const { pos, end, kind } of comments) {
    const raw = content.slice(pos, end);
    if (kind === ts.SyntaxKind.MultiLineCommentTrivia) {
      const text = raw.slice(2, -2).replaceAll(/^[ \t]*\*+/gm, '');
      pieces.push({ at: pos, end, text, kind: 'comment' });
      continue;
    }
    const last = pieces.at(-1);
    if (last?.isLine && /^\r?\n[ \t]*$/.test(content.slice(last.end, pos))) {
      last.text += `\n${raw.slice(2)}`;
      last.end = end;
    } else {
      pieces.push({ at: pos, end, text: raw.slice(2), kind: 'comment', isLine: true });
    }
  }
  return pieces;
}

/**
 * The page with its code masked, by block. Parts that `npm run docs` writes between marks are checked in the source.
 */
function ofMarkdown(page) {
  const content = page.replaceAll(/<!-- (?:services|limits)[^\n]*-->[^]*?<!-- end -->/g, (generated) =>
    generated.replaceAll(/[^\n]/g, ' '),
  );
  const pieces = [];
  let at = 0;
  for (const token of lexer(content)) {
    const start = content.indexOf(token.raw, at);
    const from = start < 0 ? at : start;
    if (!['code', 'space', 'html', 'def'].includes(token.type)) {
      pieces.push({ at: from, text: maskedMarkdown(token), kind: 'page' });
    }
    at = from + token.raw.length;
  }
  return pieces;
}

function maskedMarkdown(token) {
  let text = token.raw;
  const mask = (part) => {
    text = text.replace(part, () => part.replaceAll(/[^\n]/g, MASK));
  };
  const visit = (inner) => {
    if (inner.type === 'codespan' || inner.type === 'html') mask(inner.raw);
    if (inner.type === 'code') for (const line of inner.raw.split('\n')) if (line.trim()) mask(line.trim());
    if ((inner.type === 'link' || inner.type === 'image') && inner.href) mask(`](${inner.href}`);
  };
  walkTokens([token], visit);
  return text;
}

/** Strings with more than one word, except for keys whose values are code. */
function ofJson(path, content) {
  const source = ts.parseJsonText(path, content);
  const pieces = [];
  const visit = (node, key) => {
    if (ts.isPropertyAssignment(node)) return visit(node.initializer, node.name.text ?? '');
    if (ts.isStringLiteral(node) && /[A-Za-z□]\S*\s+\S*[A-Za-z□]/.test(node.text)) {
      pieces.push({ at: node.getStart(source), text: node.text.replaceAll('\n', ' '), kind: 'text' });
    }
    // Code, and rule titles, which are checked on their pages.
    if (CODE_KEYS.has(key) || key === 'mailtxt.rules') return;
    ts.forEachChild(node, (child) => visit(child, key));
  };
  visit(source, '');
  return pieces;
}

const CODE_KEYS = new Set([
  'scripts',
  'engines',
  'dependencies',
  'devDependencies',
  'body',
  'match',
  'begin',
  'end',
  'pattern',
  'when',
]);

/** Zone files and Terraform: the text after `;`, `#` and `//`. */
function ofCommentedLines(content) {
  const pieces = [];
  let at = 0;
  for (const line of content.split('\n')) {
    const comment = /(?:^|\s)(?:;+|#+|\/\/)(.*)$/.exec(
      line.replaceAll(/"[^"]*"/g, (string) => string.replaceAll(/./g, MASK)),
    );
    if (comment) pieces.push({ at, text: comment[1], kind: 'comment' });
    at += line.length + 1;
  }
  return pieces;
}

/** Masks code, links and addresses. */
function withoutCode(text) {
  return text
    .replaceAll(/`[^`]*`/g, (code) => code.replaceAll(/[^\n]/g, MASK))
    .replaceAll(/\{@\w+ [^}]*\}/g, (link) => link.replaceAll(/[^\n]/g, MASK))
    .replaceAll(/https?:\/\/\S+/g, (url) => url.replaceAll(/./g, MASK));
}
