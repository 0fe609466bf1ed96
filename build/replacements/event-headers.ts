// The headers of event stream messages, which the signer can sign. See event-streams.ts.

/** Its one method is called for a message of an event stream. */
export class HeaderFormatter {
  format(): never {
    throw new Error('This bundle was built without event streams');
  }
}
