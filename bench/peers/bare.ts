// The bare handler: fetch and the Secrets Manager client, nothing else. No validation, no retries, no logs.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** As much of Get Balance as this handler reads. */
interface Wallet {
  periodicCredits: { balance: number };
  topUpCredits?: { balance: number };
}

const BALANCE = '/appmarket/credittransactions/v1/credit-transactions/balance';
const secrets = new SecretsManagerClient({});
let credentials: Promise<{ apiKey: string; accountId: string }> | undefined;

async function readCredentials(): Promise<{ apiKey: string; accountId: string }> {
  const { SecretString = '' } = await secrets.send(
    new GetSecretValueCommand({ SecretId: process.env.WIX_SECRET_ID }),
  );
  return JSON.parse(SecretString);
}

/** `GET /v1/balance` for the account. */
export async function handler(_event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  credentials ??= readCredentials();
  const { apiKey, accountId } = await credentials;
  const response = await fetch(`${process.env.WIX_API_BASE_URL}${BALANCE}`, {
    method: 'POST',
    headers: { authorization: apiKey, 'wix-account-id': accountId, 'content-type': 'application/json' },
    body: '{}',
  });
  if (!response.ok) return { statusCode: 502, body: JSON.stringify({ message: 'Wix failed' }) };
  const wallet: Wallet = JSON.parse(await response.text());
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      scope: 'ACCOUNT',
      availableCredits: wallet.periodicCredits.balance + (wallet.topUpCredits?.balance ?? 0),
      ...wallet,
    }),
  };
}
