import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';
import { rangesAreMade } from './scripts/lib/lint-ranges.mjs';

export default tseslint.config(
  {
    ignores: [
      // Inputs of programs that are read, and not programs of ours.
      'test/fuzz/found/**',
      'dist',
      '.vscode-test',
      'docs',
      'site',
      'scripts',
      '*.mjs',
      '**/*.cjs',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A number or a boolean in a message is what the author meant.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['server/src/**/*.ts', 'client/src/**/*.ts'],
    plugins: { regexp },
    rules: {
      // Texts are untrusted: an expression may take only time in proportion to the length of its text.
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  {
    // Data becomes Markdown in one place, which escapes it: text/markdown.ts.
    files: ['server/src/**/*.ts'],
    ignores: ['server/src/text/markdown.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'Literal[value=/`|^\\]\\($|\\]\\(https?:/]',
          ':not(TaggedTemplateExpression[tag.name="markup"]) > TemplateLiteral > TemplateElement[value.cooked=/`|^\\]\\($|\\]\\(https?:/]',
        ].map((selector) => ({
          selector,
          message:
            'Markdown is written with markup`…` of text/markdown.ts: a string is never shown as Markdown.',
        })),
        {
          selector: 'TSAsExpression > TSTypeReference[typeName.name="Markdown"]',
          message: 'Only text/markdown.ts makes Markdown: a cast would let data in that was not escaped.',
        },
        {
          // Outside of code: what our words have no use for, and what would give data in the next piece another meaning.
          selector:
            'TaggedTemplateExpression[tag.name="markup"] > TemplateLiteral > TemplateElement:not([value.cooked=/^(?:[^`<>[\\]_~*|&\\\\]|`[^`]+`|\\*\\*|(?:^|\\n)\\* )*$/])',
          message:
            'Code ends in the piece of the template that it begins in, data in code are code(…), and links are link(…).',
        },
      ],
    },
  },
  {
    files: ['server/src/**/*.ts'],
    ignores: ['server/src/text/range.ts'],
    plugins: { ranges: { rules: { made: rangesAreMade } } },
    rules: { 'ranges/made': 'error' },
  },
);
