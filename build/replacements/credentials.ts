// Credentials from the environment, where Lambda puts them. Left out: profiles, SSO, web identity, containers,
// processes and instance metadata, each with clients of its own (120 KB of 300).
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
