import { html, raw } from 'hono/html';
import { FONT, LIGHT, SERIF, STYLE_SHEET } from './style';

/** A piece of HTML, with what was put into it escaped. */
export type Markup = ReturnType<typeof html>;

/** What stands in the frame that all our mails have. */
export interface Framed {
  title: string;
  /** what a list of mails shows beside the subject */
  preheader: string;
  content: Markup[];
  /** below the content, in small */
  footer: Markup[];
}

/**
 * A mail's HTML, for programs of every age: tables for Outlook, styles inline for those that drop a style sheet,
 * which only darkens it where the reader's screen is dark.
 */
export function layOut({ title, preheader, content, footer }: Framed): string {
  return html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${title}</title>
<style>
${raw(STYLE_SHEET)}
</style>
</head>
<body class="ground" style="margin:0;padding:0;background:${LIGHT.ground};-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${preheader}${FILLER}</div>
<table class="ground" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${LIGHT.ground}">
<tr><td class="around" align="center" style="padding:32px 12px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">
<tr><td class="ink" style="padding:0 8px 16px;${SERIF};font-size:20px;letter-spacing:.01em;color:${LIGHT.ink}">Newsreel</td></tr>
<tr><td class="sheet ink inner" style="padding:40px 40px 20px;background:${LIGHT.sheet};border:1px solid ${LIGHT.line};border-radius:8px;${FONT};font-size:16px;line-height:1.6;color:${LIGHT.ink};overflow-wrap:anywhere;word-break:break-word">
<h1 style="margin:0 0 20px;${SERIF};font-size:26px;line-height:1.25;font-weight:normal">${title}</h1>
${content}
</td></tr>
<tr><td class="faint" style="padding:20px 8px 0;${FONT};font-size:13px;line-height:1.5;color:${LIGHT.faint};overflow-wrap:anywhere;word-break:break-word">
${footer}
</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`.toString();
}

/** Keeps what follows the preheader out of the list of mails. */
const FILLER = Array.from({ length: 60 }, () => html`&#847;&zwnj;&nbsp;`);
