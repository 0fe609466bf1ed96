// The scopes that a client can be given, and what each of them opens.
import type { Scope } from '../operation/operation.ts';

/** Every scope, with what it is for. */
export const SCOPES: Readonly<Record<Scope, string>> = {
  'credits:read': 'balance, translation credits, eligibility, dashboard',
  'translations:write': 'translate content, which spends credits',
  'exports:read': 'the state and the files of exports',
  'exports:write': 'start exports',
  'transactions:write': 'record transactions',
};

/** Whether a text names a scope. */
export const isScope = (text: string): text is Scope => Object.hasOwn(SCOPES, text);
