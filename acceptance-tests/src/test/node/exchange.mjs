// Exchanges a facility token with openid-client, and prints the access token.
// node exchange.mjs ISSUER CLIENT_ID; the facility token comes from standard input, as in no list of processes.
import { readFileSync } from 'node:fs';
import * as client from 'openid-client';

const [issuer, clientId] = process.argv.slice(2);
const facilityToken = readFileSync(0, 'utf8').trim();

try {
  const configuration = await client.discovery(new URL(issuer), clientId, undefined, client.None(), {
    execute: [client.allowInsecureRequests], // the servers of the tests have no certificates
  });
  const tokens = await client.genericGrantRequest(
    configuration,
    'urn:yoyo:params:oauth:grant-type:facility-token',
    { facility_token: facilityToken },
  );
  process.stdout.write(JSON.stringify({ access_token: tokens.access_token, expires_in: tokens.expiresIn() }));
} catch (e) {
  process.stdout.write(JSON.stringify({ error: e.error ?? e.message }));
  process.exitCode = 1;
}
