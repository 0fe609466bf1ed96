// The user agent of a browser, which the SDK takes apart with a package that it loads when it runs in one.

/** Called in a browser. */
export const createUserAgentStringParsingProvider = (): never => {
  throw new Error('This bundle was built for Node');
};
