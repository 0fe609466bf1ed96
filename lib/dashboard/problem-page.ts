// The page of a failure: what went wrong, who has to act, and what to name when asking.
import type { Problem } from '../operation/problem.ts';
import { type Answer, documentOf } from './document.ts';
import { h } from './markup.ts';
import { logo } from './parts/frame.ts';

/** Makes the page; `back` leads from the route to the dashboard, whatever stands in front of both. */
export const problemPage =
  (back: string) =>
  ({ title, detail, code, requestId }: Problem): Answer =>
    documentOf({
      title: `${title} · Wix credits`,
      script: false,
      body: [
        h(
          'main',
          { class: 'sign-in' },
          h(
            'div',
            { class: 'card' },
            logo(),
            h('h1', {}, title),
            h('p', {}, detail),
            h('p', { class: 'hint' }, h('code', {}, code), ', request ', h('code', {}, requestId)),
            h('a', { class: 'button', href: back }, 'Try again'),
          ),
        ),
      ],
    });
