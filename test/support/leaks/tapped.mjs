// The functions through which every log line, every secret and every customer's text of the bundle passes, by file.

/** How they are listened to, is in taps.ts. */
export const TAPPED = {
  'lib/operation/log.ts': ['createLog'],
  'lib/operation/call-line.ts': ['callLine'],
  'lib/operation/write-line.ts': ['writeLine'],
  'lib/auth/authorizer-line.ts': ['visitLine'],
  'test/support/call.ts': ['testCall'],
  'lib/auth/token.ts': ['hashToken', 'mintToken', 'presentedToken', 'presentedSession'],
  'lib/auth/session.ts': ['mintSession'],
  'lib/auth/clients.ts': ['parseClients'],
  'lib/secrets/wix-credentials.ts': ['parseApiKeySecret'],
  'lib/wix/headers.ts': ['authorize'],
  'local/wix/keys.ts': ['createKeyRing'],
  'lib/credits/words/content.ts': ['estimateWords'],
  'lib/wix/machine-translation.ts': ['bulkMachineTranslate'],
};

/** Whether, and as what, a file is tapped. */
export const tappedAs = (file) =>
  Object.keys(TAPPED).find((name) => file.replaceAll('\\', '/').endsWith(`/${name}`));
