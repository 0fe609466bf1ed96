// The two routes of exports: what the document says beyond the schemas.
import * as v from 'valibot';
import { answerSchema } from '../../../lib/export/run/answers.ts';
import type { Notes } from '../notes.ts';
import { WIX_CODES } from './codes.ts';
import { problem } from './problem.ts';

const [complete, goesOn, underWay] = answerSchema.options;

const KEY = 's3://credits/exports/ndjson/october-1/dt=2026-10-01/part-00000.ndjson.gz';
const MANIFEST = 's3://credits/exports/manifests/october-1.json';
const URL_OF = 'https://credits.s3.eu-west-1.amazonaws.com/exports';
const file = {
  uri: KEY,
  rows: 7,
  bytes: 854,
  sha256: '4a96d5825e580dd86a25cf139e20119fb765daab5a40e04da8e9d639e48b6a96',
};
const answer = {
  status: 'COMPLETE',
  exportId: 'october-1',
  from: '2026-10-01T00:00:00.000Z',
  to: '2026-10-02T00:00:00.000Z',
  rows: 7,
  credits: '13.7',
  cost: { USD: '0.548' },
};

/** See `Notes`. */
export const exportNotes: Notes = {
  'POST /v1/exports': {
    operationId: 'startExport',
    summary: 'Starts an export of credit transactions, or runs it where no state machine does.',
    answers: { 200: complete, 202: v.variant('status', [goesOn, underWay]) },
    // Not the rate, which is for exports that run side by side.
    fields: ['from', 'to', 'format', 'exportId', 'continuation'],
    codes: [...WIX_CODES, 'ExportConflict', 'TransactionsNotReadable'],
    examples: {
      day: {
        summary: 'One UTC day as gzipped NDJSON',
        body: { from: '2026-10-01T00:00:00Z', to: '2026-10-02T00:00:00Z', exportId: 'october-1' },
        status: 200,
        answer: { ...answer, files: [file], manifest: MANIFEST },
      },
      otherWindow: {
        summary: 'An id that another window has',
        body: { from: '2026-10-01T00:00:00Z', to: '2026-10-03T00:00:00Z', exportId: 'october-1' },
        status: 409,
        answer: problem(
          'ExportConflict',
          'The exportId is taken by another export (source wix, 2026-10-01T00:00:00.000Z to 2026-10-02T00:00:00.000Z, ndjson, 10000 rows a file): give another exportId, or none.',
        ),
      },
    },
  },
  'GET /v1/exports/{exportId}': {
    operationId: 'getExport',
    summary: 'How an export is; once it is complete, with URLs that read its files.',
    answers: { 200: v.variant('status', [complete, underWay]) },
    codes: [...WIX_CODES, 'NotFound'],
    examples: {
      complete: {
        summary: 'A finished export',
        parameters: { exportId: 'october-1' },
        status: 200,
        answer: {
          ...answer,
          files: [
            { ...file, url: `${URL_OF}/ndjson/october-1/dt%3D2026-10-01/part-00000.ndjson.gz?X-Amz-…` },
          ],
          manifest: MANIFEST,
          manifestUrl: `${URL_OF}/manifests/october-1.json?X-Amz-…`,
          urlsExpireAt: '2026-11-01T10:30:00.000Z',
        },
      },
      unknown: {
        summary: 'An export that nobody has started',
        parameters: { exportId: 'november-31' },
        status: 404,
        answer: problem('NotFound', 'There is no export of this id.'),
      },
    },
  },
};
