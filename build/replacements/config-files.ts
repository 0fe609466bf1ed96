// ~/.aws/config and ~/.aws/credentials: a Lambda has neither, and looking for them reads the disk at the first call.

/** As in the SDK. */
export const CONFIG_PREFIX_SEPARATOR = '.';

const none = Promise.resolve({ configFile: {}, credentialsFile: {} });

/** What the SDK finds where there are no files. */
export const loadSharedConfigFiles = () => none;
