// A whole HTML page with its script and styles in it, and the policy that lets the browser run these and nothing else.
import { hash } from 'node:crypto';
import { SCRIPT, STYLE } from './assets.ts';
import { escapeHtml, type Markup, toHtml } from './markup.ts';

/** A coin, as a picture of two circles. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Ccircle cx='16' cy='16' r='15' fill='%234c51d6'/%3E%3Cpath d='M21 11.5a6.5 6.5 0 1 0 0 9' fill='none' stroke='%23fff' stroke-width='3.4' stroke-linecap='round'/%3E%3C/svg%3E";

const sourceOf = (text: string): string => `'sha256-${hash('sha256', text, 'base64')}'`;

/**
 * The policy: the page's own script and styles by their hashes, data from this origin, forms to this origin, and nothing
 * else at all; no page may frame it, and no text can become a script.
 */
const policy = (script: string): string =>
  [
    "default-src 'none'",
    `script-src ${script === '' ? "'none'" : sourceOf(script)}`,
    `style-src ${sourceOf(STYLE)}`,
    "connect-src 'self'",
    'img-src data:',
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

/** A page. */
export interface PageDocument {
  readonly title: string;
  readonly body: readonly Markup[];
  /** Whether the script belongs to it. */
  readonly script: boolean;
}

/** An answer over HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** The page as an answer. */
export function documentOf({ title, body, script: wanted }: PageDocument): Answer {
  const script = wanted ? SCRIPT : '';
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="robots" content="noindex">',
    `<title>${escapeHtml(title)}</title>`,
    `<link rel="icon" href="${ICON}">`,
    `<style>${STYLE}</style>`,
  ].join('');
  const html = body.map(toHtml).join('');
  return {
    status: 200,
    body: `<!doctype html><html lang="en"><head>${head}</head><body>${html}${script === '' ? '' : `<script>${script}</script>`}</body></html>`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(script),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
      'x-frame-options': 'DENY',
    },
  };
}
