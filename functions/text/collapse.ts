/** What is invisible and turns the text around it about (unicode.org/reports/tr9, 2.1 to 2.4), or is no character. */
const DISGUISES = /[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;
const SPACES = /[\s\p{Cc}]+/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const UNCOLLAPSED = /[^\S ]| {2}|[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u;

/** Fillers look like nothing as well, though Unicode has them as letters and symbols. */
const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{Z}\u115f\u1160\u2800\u3164\uffa0]/u;

/**
 * A text in one line: its white space and control characters as single spaces, without what would disguise it; ''
 * where there is nothing to be seen.
 */
export function collapse(text: string): string {
  const line = UNCOLLAPSED.test(text) ? inOneLine(text) : text.trim();
  return VISIBLE.test(line) ? line : '';
}

const inOneLine = (text: string): string =>
  text.replace(DISGUISES, '').replace(SPACES, ' ').trim().replace(LONE_SURROGATE, '\ufffd');
