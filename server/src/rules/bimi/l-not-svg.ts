import { forwardFaults } from '../forward-faults.ts';

/** A logo whose file name does not have an SVG extension. */
export default forwardFaults({
  subject: 'bimi',
  severity: 'warning',
  specs: ['draft-brand-indicators-for-message-identification', 'RFC 6170 §5.2'],
  why: 'Receivers accept only SVG images (the SVG Tiny PS profile). Any other format is a permanent error, and they show no logo.',
  messages: { 'image-format': '"l" points to a ".{ending}" file, but receivers show only SVG.' },
});
