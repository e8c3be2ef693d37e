/** What is invisible and turns the text around it about (unicode.org/reports/tr9, 2.1 to 2.4), or is no character. */
const DISGUISES = /[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;
const SPACES = /[\s\p{Cc}]+/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const UNCOLLAPSED = /[^\S ]| {2}|[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u;

/** A text in one line: its white space and control characters as single spaces, without what would disguise it. */
export function collapse(text: string): string {
  if (!UNCOLLAPSED.test(text)) return text.trim();
  return text.replace(DISGUISES, '').replace(SPACES, ' ').trim().replace(LONE_SURROGATE, '\ufffd');
}
