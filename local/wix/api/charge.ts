// Charge. Assumption: Wix says that it exists and documents no path; this one follows that of Get Balance.
import * as v from 'valibot';
import { applicationError, validationError } from '../errors.ts';
import { parseBody } from '../http/parse.ts';
import { toMicro } from '../world/credits.ts';
import type { Api } from './api.ts';
import { toWire } from './wire.ts';

const text = v.optional(v.string());

/** Assumption: the request carries the fields of a transaction that are the caller's to say. */
export const chargeSchema = v.object({
  amount: v.object({ credits: v.number() }),
  description: text,
  callerAppId: text,
  externalRefId: text,
  metadata: v.optional(v.record(v.string(), v.unknown())),
  idempotencyKey: v.optional(v.pipe(v.string(), v.minLength(1))),
});

/** 428: the wallet has too few credits. [seen] */
export const notEligible = () =>
  applicationError(428, 'REQUEST_NOT_ELIGIBLE', 'Not enough credits for the request');

/** `POST …/charge`. */
export const chargeCredits: Api = {
  method: 'POST',
  path: '/appmarket/credittransactions/v1/credit-transactions/charge',
  level: 'EITHER',
  permission: 'CREDIT_TRANSACTIONS.CHARGE',
  handle: ({ world, settings, identity, body }) => {
    const { amount, ...order } = parseBody(chargeSchema, body);
    const micro = toMicro(amount.credits);
    if (micro === undefined) {
      throw validationError({
        field: 'amount.credits',
        description: 'must be a positive number with at most 6 decimals',
        violatedRule: 'DECIMAL_GT',
      });
    }
    const transaction = world.charge({ ...order, micro, siteId: identity.siteId });
    if (!transaction) throw notEligible();
    return JSON.stringify({ creditTransaction: toWire(transaction, settings.wireForm) });
  },
};
