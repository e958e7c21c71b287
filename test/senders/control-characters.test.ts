import assert from 'node:assert/strict';
import { explainBounces } from '../../server/src/features/explain-bounce.ts';
import { problemReport } from '../../server/src/features/problem-report.ts';
import { explanationParts } from '../../server/src/features/reports/explanation.ts';
import { plain } from '../../server/src/features/reports/paint.ts';
import { problemReportText } from '../../server/src/features/reports/problem-report.ts';
import { renderText } from '../../server/src/features/reports/render-text.ts';
import { UNPRINTABLE } from '../../server/src/text/printable.ts';
import { runs } from '../harness/runs.ts';
import { workspace } from '../harness/workspace.ts';
import { FIXTURES } from './container-lines.ts';

/** Characters that control a terminal or are invisible, each from another group. */
const CHARACTERS = [
  '\u001B[2J',
  '\u0000',
  '\u0007',
  '\u007F',
  '\u009B31m',
  '\u202E',
  '\u200B',
  '\u2028',
  '\uD800',
];
/** Places of one example in which each is put. */
const PLACES = runs(20);

/** Everything that people are shown of a text. */
function* shownOf(text: string): Iterable<string> {
  const made = workspace();
  const bounces = explainBounces(text, () => made);
  const context = { workspace: made, nameOf: String };
  for (const part of explanationParts({ bounces, text, ...context })) {
    const rendered = renderText(part, { paint: plain, width: 80 });
    yield rendered.text;
    for (const copy of rendered.copies) yield copy.text;
  }
  for (const bounce of bounces) {
    const report = problemReport(bounce, { ...context, count: 1 });
    for (const audience of ['own-it', 'postmaster'] as const) yield problemReportText(report, audience);
  }
}

describe('a control character in any field', () => {
  for (const [name, text] of FIXTURES) {
    it(`of ${name} is never shown raw`, () => {
      for (let i = 0; i < PLACES; i++) {
        const at = Math.floor((i * text.length) / PLACES);
        const hostile = `${text.slice(0, at)}${CHARACTERS[i % CHARACTERS.length] ?? ''}${text.slice(at)}`;
        for (const shown of shownOf(hostile)) {
          for (const line of shown.split('\n')) assert.doesNotMatch(line, UNPRINTABLE);
        }
      }
    });
  }

  it('is shown as a sign if it is in a reply', () => {
    const [shown = ''] = shownOf('550 5.1.1 \u001B[31mno such user\u202E');
    assert.match(shown, /550 5\.1\.1 ␛\[31mno such user\\u\{202E\}/);
  });
});
