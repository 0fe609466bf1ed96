// The page for who is not signed in: it asks for a token, and holds no data.
import { type Answer, documentOf } from './document.ts';
import { h, type Markup } from './markup.ts';
import { logo } from './parts/frame.ts';

/** Why the form is shown again. */
export type SignInProblem = 'wrong' | 'forbidden' | 'missing';

const PROBLEMS: Readonly<Record<SignInProblem, string>> = {
  wrong: 'This token is not known. Check that it was copied whole, or ask the operator for a new one.',
  forbidden: 'This token does not include the scope credits:read, which the dashboard needs.',
  missing: 'Enter a client token.',
};

function form(problem: SignInProblem | undefined): Markup {
  const wrong = problem !== undefined;
  return h(
    'form',
    // Relative to the page and to the form's own target, wherever a stage puts them.
    { method: 'post', action: problem === undefined ? 'dashboard/session' : 'session' },
    // Without a name it is not sent; managers of passwords keep the token under it.
    h('input', {
      type: 'text',
      autocomplete: 'username',
      value: 'Wix credits',
      hidden: true,
      readonly: true,
    }),
    h('label', { for: 'token' }, 'Client token'),
    h('input', {
      id: 'token',
      name: 'token',
      type: 'password',
      required: true,
      autofocus: true,
      autocomplete: 'current-password',
      spellcheck: 'false',
      'aria-invalid': wrong ? 'true' : undefined,
      'aria-describedby': wrong ? 'problem' : 'hint',
    }),
    wrong ? h('p', { id: 'problem', class: 'problem', role: 'alert' }, PROBLEMS[problem]) : undefined,
    h('button', { class: 'primary' }, 'Sign in'),
    h(
      'p',
      { id: 'hint', class: 'hint' },
      'The operator makes one with ',
      h('code', {}, 'npm run client -- add <name> --scope credits:read'),
      '. It stays out of the address bar, and this browser is signed out after 12 hours.',
    ),
  );
}

/** The page. */
export const signInPage = (problem?: SignInProblem): Answer =>
  documentOf({
    title: 'Sign in · Wix credits',
    script: false,
    body: [
      h(
        'main',
        { class: 'sign-in' },
        h(
          'div',
          { class: 'card' },
          logo(),
          h('h1', {}, 'Sign in'),
          h('p', {}, 'Credits of a Wix account, under control.'),
          form(problem),
        ),
      ),
    ],
  });
