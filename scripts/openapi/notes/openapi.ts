// GET /v1/openapi.json: this very document.
import type { Notes } from '../notes.ts';
import { PLAIN_CODES } from './codes.ts';

/** See `Notes`. */
export const openapiNotes: Notes = {
  'GET /v1/openapi.json': {
    operationId: 'getOpenapi',
    codes: PLAIN_CODES,
    examples: {
      document: {
        summary: 'The whole document; shortened here',
        status: 200,
        answer: { openapi: '3.1.1', info: { title: 'Wix credits', version: '0.1.0' }, paths: {} },
      },
    },
  },
};
