// The languages that Machine Translation knows, by Wix's codes. From Wix's SDK; a test holds them equal.
import * as v from 'valibot';

const CODES =
  'AF SQ AM AR HY AS AY AZ BM EU BE BN BHO BS BG CA CEB ZH_CN ZH_TW ZH CO HR CS DA DV DOI NL EN EO ET ' +
  'EE FIL FI FR FY GL KA DE EL GN GU HT HA HAW HE HI HMN HU IS IG ILO ID GA IT JA JW KN KK KM RW GOM KO ' +
  'KRI KU CKB KY LO LA LV LN LT LG LB MK MAI MG MS ML MT MI MR MNI_MTEI LUS MN MY NE NO NY OR OM PS FA ' +
  'PL PT PA QU RO RU SM SA GD NSO SR ST SN SD SI SK SL SO ES SU SW SV TL TG TA TT TE TH TI TS TR TK AK ' +
  'UK UR UG UZ VI CY XH YI YO ZU';

/** Wix's codes: upper case, regions behind an underscore. */
export const LANGUAGES: ReadonlySet<string> = new Set(CODES.split(' '));

const wixCode = (language: string): string => language.toUpperCase().replaceAll('-', '_');

/**
 * A language in an input: `EN`, `en`, `ZH_CN` or `zh-CN`; the output is Wix's code. A region that Wix does not know
 * (`pt-BR`) is refused rather than dropped: the translation would be another one than was asked for.
 */
export const wixLanguageSchema = v.pipe(
  v.string('expected a language'),
  v.transform(wixCode),
  v.check((code) => LANGUAGES.has(code), 'expected a language of Machine Translation, such as EN or ZH_CN'),
);

/** The BCP 47 tag of one of Wix's codes, for counting words. */
export const tagOf = (language: string): string => language.toLowerCase().replaceAll('_', '-');
