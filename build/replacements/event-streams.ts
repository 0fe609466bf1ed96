// Event streams: no operation that the bundle uses has one.

/** Made only for an operation with an event stream. */
export class EventStreamSerde {
  constructor() {
    throw new Error('This bundle was built without event streams');
  }
}

/** Part of the configuration of clients that know event streams (S3). */
export const eventStreamSerdeProvider = (): undefined => undefined;

/** As above. */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;
