// SHA-256 in JavaScript, for a Node that was built without OpenSSL.

/** Never chosen: Lambda's Node has `node:crypto`. */
export const Sha256Js = undefined;
