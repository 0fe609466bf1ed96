// Lets a client in by its token, and to the routes of its scopes only.
import { createAuthorizer } from '../lib/auth/authorizer.ts';

export const handler = createAuthorizer();
