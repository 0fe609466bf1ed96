// The languages that Machine Translation knows. [sdk]

const CODES =
  'AF SQ AM AR HY AS AY AZ BM EU BE BN BHO BS BG CA CEB ZH_CN ZH_TW ZH CO HR CS DA DV DOI NL EN EO ET ' +
  'EE FIL FI FR FY GL KA DE EL GN GU HT HA HAW HE HI HMN HU IS IG ILO ID GA IT JA JW KN KK KM RW GOM KO ' +
  'KRI KU CKB KY LO LA LV LN LT LG LB MK MAI MG MS ML MT MI MR MNI_MTEI LUS MN MY NE NO NY OR OM PS FA ' +
  'PL PT PA QU RO RU SM SA GD NSO SR ST SN SD SI SK SL SO ES SU SW SV TL TG TA TT TE TH TI TS TR TK AK ' +
  'UK UR UG UZ VI CY XH YI YO ZU';

/** Wix's codes of the languages: upper case, regions behind an underscore. */
export const LANGUAGES: readonly string[] = CODES.split(' ');

/** The BCP 47 tag of a language code. */
export const tagOf = (language: string) => language.toLowerCase().replace('_', '-');
