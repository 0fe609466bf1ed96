// What the browser runs and looks like, as text: the build puts it in here, minified, from page/ (see build/page.ts).

/** The script of the page. Empty where nothing was built: then it is the page without a script. */
export const SCRIPT: string = '';

/** The styles of the page. Empty where nothing was built. */
export const STYLE: string = '';
