// A list of facts: what it is, and how it stands.
import { h, type Markup } from '../markup.ts';

/** One fact; undefined where there is nothing to tell. */
export type Fact = readonly [label: string, ...value: readonly Markup[]] | undefined;

/** The facts as a list of terms. */
export const facts = (...all: readonly Fact[]): Markup =>
  h(
    'dl',
    { class: 'facts' },
    ...all.map((fact) => {
      if (fact === undefined) return undefined;
      const [label, ...value] = fact;
      return h('div', {}, h('dt', {}, label), h('dd', {}, ...value));
    }),
  );
