// POST /v1/transactions: what the document says beyond the schemas.
import { record } from '../../../functions/record.ts';
import type { Notes } from '../notes.ts';
import { PLAIN_CODES } from './codes.ts';

const transaction = {
  id: 'f3a1c2d4-5b6e-4f70-8a91-b2c3d4e5f607',
  revision: '1',
  createdDate: '2026-10-01T09:30:00Z',
  amount: { credits: 1.5 },
};

/** See `Notes`. */
export const recordNotes: Notes = {
  'POST /v1/transactions': {
    operationId: 'recordTransactions',
    answers: { 200: record.output, 409: record.output },
    codes: PLAIN_CODES,
    examples: {
      charged: {
        summary: 'A transaction as Charge has answered it',
        body: { transactions: [transaction] },
        status: 200,
        answer: { recorded: 1, known: 0, conflicts: [] },
      },
      changed: {
        summary: 'The same id with other content: nothing is stored',
        body: { transactions: [{ ...transaction, amount: { credits: 2.5 } }] },
        status: 409,
        answer: {
          recorded: 0,
          known: 0,
          conflicts: [
            {
              id: transaction.id,
              error: {
                code: 'ExportConflict',
                detail: 'This id and revision is recorded with other content in: amount.',
              },
            },
          ],
        },
      },
    },
  },
};
