import { html } from 'hono/html';

/** A piece of HTML, with what was put into it escaped. */
export type Markup = ReturnType<typeof html>;

/** What stands in the frame that all our mails have. */
export interface Letter {
  /** of its text, such as `en` */
  lang: string;
  title: string;
  /** what a list of mails shows beside the subject */
  preheader: string;
  content: Markup;
  /** below the content, in small: which service this is from, and why */
  footer: Markup;
}

const FONT = 'font-family:-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica,Arial,sans-serif';
const SERIF = 'font-family:Georgia,Times New Roman,serif';
const INK = '#1f2328';
const ACCENT = '#1f4e79';

/**
 * A mail's HTML, for programs of every age: tables for Outlook, styles inline for those that drop a style sheet,
 * which only darkens it where the reader's screen is dark.
 */
export function layOut({ lang, title, preheader, content, footer }: Letter): string {
  return html`<!doctype html>
<html lang="${lang}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${title}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .ground { background: #16181b !important; }
  .sheet { background: #1f2226 !important; border-color: #33383e !important; }
  .ink { color: #e8e6e3 !important; }
  .faint { color: #9aa0a6 !important; }
  .link { color: #9cc4ea !important; }
  .button { background: #9cc4ea !important; }
  .button a { background: #9cc4ea !important; color: #10202f !important; }
}
@media (max-width: 480px) {
  .inner { padding: 28px 24px !important; }
}
</style>
</head>
<body class="ground" style="margin:0;padding:0;background:#f4f2ee;-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${preheader}${FILLER}</div>
<table class="ground" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f4f2ee">
<tr><td align="center" style="padding:32px 12px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">
<tr><td class="ink" style="padding:0 8px 16px;${SERIF};font-size:20px;letter-spacing:.01em;color:${INK}">Newsreel</td></tr>
<tr><td class="sheet inner" style="padding:40px;background:#ffffff;border:1px solid #e4e0d8;border-radius:8px">
<h1 class="ink" style="margin:0 0 20px;${SERIF};font-size:26px;line-height:1.25;font-weight:normal;color:${INK}">${title}</h1>
${content}
</td></tr>
<tr><td class="faint" style="padding:20px 8px 0;${FONT};font-size:13px;line-height:1.5;color:#6b6f76">${footer}</td></tr>
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

export const paragraph = (text: string): Markup =>
  html`<p class="ink" style="margin:0 0 20px;${FONT};font-size:16px;line-height:1.6;color:${INK}">${text}</p>`;

/**
 * A link that looks like a button, and below it the link as it is, for those who can't or won't click.
 * @param href absolute URL, http or https
 */
export const button = (label: string, href: string): Markup =>
  html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px">
<tr><td class="button" bgcolor="${ACCENT}" style="border-radius:6px;background:${ACCENT};mso-padding-alt:14px 28px"><a href="${href}" style="display:inline-block;padding:14px 28px;${FONT};font-size:16px;line-height:20px;font-weight:600;color:#ffffff;background:${ACCENT};border-radius:6px;text-decoration:none">${label}</a></td></tr>
</table>
<p class="faint" style="margin:0 0 24px;${FONT};font-size:13px;line-height:1.5;color:#6b6f76;word-break:break-all">Or open this address: <a class="link" href="${href}" style="color:${ACCENT}">${href}</a></p>`;
