import { forwardFaults } from '../forward-faults.ts';

/** A logo that by its name is no SVG. */
export default forwardFaults({
  subject: 'bimi',
  severity: 'warning',
  specs: ['draft-brand-indicators-for-message-identification', 'RFC 6170 §5.2'],
  why: 'Receivers take SVG files (the profile SVG Tiny PS) and no other images. Any other format is a permanent error, and no logo is shown.',
  messages: { 'image-format': '"l" leads to a file that ends in ".{ending}": only SVG is shown.' },
});
