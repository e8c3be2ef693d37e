/** Whether a text can stand in a header as a token. What else is in it would show in that error's message. */
export const isTokenText = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);
