import type { Text } from './channel';

const ESCAPED_TAG = /&lt;(?:\/(?:a|b|blockquote|div|em|i|li|p|span|strong)|br\s*\/?)&gt;/i;
const ESCAPED = /&(?:lt|gt|quot|amp|#0*39);/gi;
const CHARACTERS: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** An RSS description or content as markup, also where it was escaped twice: then it has no tag but escaped ones. */
export function bodyOf(value: string | undefined): Text | undefined {
  if (value === undefined) return undefined;
  const isEscapedTwice = !value.includes('<') && ESCAPED_TAG.test(value);
  return {
    value: isEscapedTwice
      ? value.replace(ESCAPED, (entity) => CHARACTERS[entity.toLowerCase()] ?? "'")
      : value,
    type: 'html',
  };
}
