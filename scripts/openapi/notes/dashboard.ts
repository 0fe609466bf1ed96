// The routes of the dashboard: what the document says beyond the schemas.
import * as v from 'valibot';
import { COLUMNS } from '../../../lib/dashboard/view/columns.ts';
import { dataSchema } from '../../../lib/dashboard/view/data.ts';
import type { Notes } from '../notes.ts';
import { PLAIN_CODES } from './codes.ts';

const EMPTY = {
  version: 1,
  generatedAt: '2026-11-01T09:30:00.000Z',
  monitor: { state: 'never', readAt: null, staleAfterHours: 6, failing: 0, alertsWaiting: 0 },
  wallets: [],
  walletDays: [],
  balances: [],
  wordDays: [],
  summary: {
    sites: 0,
    exhausted: 0,
    low: 0,
    failed: 0,
    unknown: 0,
    ok: 0,
    unavailable: 0,
    unlimited: 0,
    gone: 0,
  },
  lastDay: null,
  sites: { columns: [...COLUMNS], rows: [] },
  exports: [],
};

/** See `Notes`. */
export const dashboardNotes: Notes = {
  'GET /v1/dashboard': {
    operationId: 'getDashboard',
    summary: 'The dashboard as a page; to who has no token and no session, how to sign in.',
    mediaType: 'text/html',
    codes: PLAIN_CODES,
    examples: {
      page: { summary: 'The page', status: 200, answer: '<!doctype html>…' },
    },
  },
  'GET /v1/dashboard/data': {
    operationId: 'getDashboardData',
    summary: 'What the dashboard shows, as data.',
    answers: { 200: dataSchema },
    codes: PLAIN_CODES,
    examples: {
      new: { summary: 'Before the monitor has run for the first time', status: 200, answer: EMPTY },
    },
  },
  'POST /v1/dashboard/session': {
    operationId: 'signIn',
    summary: 'Signs a browser in with a token, or out: the form of the page.',
    mediaType: 'text/html',
    answers: { 303: v.string(), 400: v.string(), 401: v.string(), 403: v.string() },
    fields: ['token', 'action'],
    codes: [...PLAIN_CODES, 'Forbidden', 'SecretUnavailable'],
    examples: {
      unknownToken: {
        summary: 'A token that nobody has: the form again',
        body: { token: 'unknown' },
        status: 401,
        answer: '<!doctype html>…',
      },
      signOut: { summary: 'Signs out', body: { action: 'sign-out' }, status: 303, answer: '' },
    },
  },
};
