// All methods of Wix that this one has.
import type { Api } from './api.ts';
import { getBalance } from './balance.ts';
import { chargeCredits } from './charge.ts';
import { checkSufficientCredits, getCreditData } from './credit-data.ts';
import { bulkMachineTranslate, machineTranslate } from './machine-translation.ts';
import { querySites } from './sites.ts';
import { queryTransactions } from './transactions.ts';

/** The methods, each found by its HTTP method and path. */
export const APIS: readonly Api[] = [
  getBalance,
  chargeCredits,
  queryTransactions,
  getCreditData,
  checkSufficientCredits,
  machineTranslate,
  bulkMachineTranslate,
  querySites,
];
