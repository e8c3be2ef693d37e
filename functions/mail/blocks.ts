import { html } from 'hono/html';
import { collapse } from '../text/collapse';
import type { Markup } from './layout';
import { webLink } from './link';
import { LIGHT } from './style';

/** A part of a mail, as HTML and as text, which say the same. What is put into one stands in one line. */
export interface Block {
  html: Markup;
  text: string;
}

export function paragraph(text: string): Block {
  const line = collapse(text);
  return { html: html`<p style="margin:0 0 1.25em">${line}</p>`, text: line };
}

/**
 * A link that looks like a button, and below it the link as it is, for those who can't or won't click.
 * @param url absolute, http or https; another is left out
 */
export function button(label: string, url: string): Block {
  const href = webLink(url);
  if (href === null) return paragraph(label);
  const line = collapse(label);
  return {
    html: html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px">
<tr><td class="button" bgcolor="${LIGHT.link}" style="border-radius:6px;background:${LIGHT.link};mso-padding-alt:14px 28px"><a href="${href}" style="display:inline-block;padding:14px 28px;line-height:20px;font-weight:600;color:${LIGHT.onButton};text-decoration:none">${line}</a></td></tr>
</table>
<p class="faint" style="margin:0 0 24px;font-size:13px;line-height:1.5;color:${LIGHT.faint};word-break:break-all">Or open this address: <a class="link" href="${href}" style="color:${LIGHT.link}">${href}</a></p>`,
    text: `${line}\n${href}`,
  };
}

/** A link in a line of its own. @param url as of a button */
export function link(label: string, url: string): Block {
  const href = webLink(url);
  if (href === null) return paragraph(label);
  const line = collapse(label);
  return {
    html: html`<p style="margin:0 0 1.25em"><a class="link" href="${href}" style="color:${LIGHT.link}">${line}</a></p>`,
    text: `${line}\n${href}`,
  };
}

/** What is to be looked up, such as an amount: each with its name. */
export function facts(named: readonly (readonly [name: string, value: string])[]): Block {
  const lines = named.map(([name, value]) => [collapse(name), collapse(value)] as const);
  return {
    html: html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 24px">
${lines.map(fact)}</table>`,
    text: lines.map(([name, value]) => `${name}: ${value}`).join('\n'),
  };
}

const fact = ([name, value]: readonly [string, string]): Markup =>
  html`<tr><td class="faint line" valign="top" style="padding:10px 16px 10px 0;border-top:1px solid ${LIGHT.line};font-size:14px;line-height:1.5;color:${LIGHT.faint};white-space:nowrap">${name}</td><td class="line" valign="top" style="padding:10px 0;border-top:1px solid ${LIGHT.line};font-size:14px;line-height:1.5">${value}</td></tr>
`;
