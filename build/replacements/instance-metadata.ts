// The region out of EC2's instance metadata, asked for when AWS_REGION is not set: Lambda always sets it.

/** No region: the SDK then says that it is missing, without waiting a second for an address that does not answer. */
export const getInstanceMetadataRegion = async (): Promise<undefined> => undefined;
