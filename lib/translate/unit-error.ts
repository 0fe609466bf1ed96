// Why a unit was not translated, in the contract's own words, and whether it may have been paid for all the same.
import * as v from 'valibot';
import { CODES, type Code } from '../codes.ts';
import type { Failure } from '../failure.ts';

const codes = Object.keys(CODES).filter((name): name is Code => Object.hasOwn(CODES, name));

/**
 * The error of a unit. `outcome` is `UNKNOWN` where Wix may have translated it, and charged for it; `wixCode` is Wix's
 * own name for the error, where it gave one for this very unit.
 */
export const unitErrorSchema = v.object({
  code: v.picklist(codes),
  detail: v.string(),
  outcome: v.picklist(['NOT_TRANSLATED', 'UNKNOWN']),
  wixCode: v.optional(v.string()),
});

/** The error of a unit. */
export type UnitError = v.InferOutput<typeof unitErrorSchema>;

const REFUSED: Readonly<Record<string, { code: Code; detail: string }>> = {
  TEXT_TOO_LONG: {
    code: 'InvalidInput',
    detail:
      'Wix translates at most 5,000 characters at once, of RICH content in one node, and there is no place to cut: shorten it.',
  },
  UNKNOWN_FORMAT: { code: 'InvalidInput', detail: 'Wix does not know the format of this unit.' },
  SAME_LANGUAGE_ARGUMENTS: { code: 'InvalidInput', detail: 'Wix takes both languages for the same one.' },
  NOT_ENOUGH_CREDITS: {
    code: 'InsufficientCredits',
    detail: "The credits do not suffice for this unit: the site's owner can buy more.",
  },
};

/** The error of a unit that Wix refused by itself; undefined: without a code. */
export function refusedUnit(wixCode: string | undefined): UnitError {
  const known = wixCode === undefined ? undefined : REFUSED[wixCode];
  const { code, detail } = known ?? {
    code: 'WixRequestRejected' as const,
    detail: 'Wix does not translate this unit.',
  };
  return { code, detail, outcome: 'NOT_TRANSLATED', ...(wixCode !== undefined && { wixCode }) };
}

/** The error of a unit that was left out, because `failure` stopped the work before it was sent. */
export const unsentUnit = ({ code, message }: Failure): UnitError => ({
  code,
  detail: `Not translated: ${message}`,
  outcome: 'NOT_TRANSLATED',
});

/** The error of a unit of which nobody knows what became of it. */
export const unknownUnit = (code: Code): UnitError => ({
  code,
  detail:
    'Wix was asked, but its answer is lost: whether this unit was translated, and paid for, is unknown. Sending it again may pay for it twice.',
  outcome: 'UNKNOWN',
});

/** Whether Wix has certainly translated nothing of a bulk call that failed like this. */
export const isCertain = ({ code, unsent }: Failure): boolean =>
  unsent || (code !== 'WixTimeout' && code !== 'WixUnavailable');
