// node serve.mjs INSTALL_DIR PORT
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [dir, port] = process.argv.slice(2);
const site = `http://127.0.0.1:${port}`;
const accessTtl = Number(process.env.OAUTH_INTEROP_ACCESS_TTL || 3600);

// The end of standard input means that whoever started this server is gone.
process.stdin.on('end', () => process.exit(0));
process.stdin.on('error', () => process.exit(0));
process.stdin.resume();

const require = createRequire(pathToFileURL(join(dir, 'package.json')));
const sdk = (path) => import(
  pathToFileURL(join(dir, 'node_modules/@modelcontextprotocol/sdk/dist/esm', path)).href
);
const express = require('express');
const { McpServer } = await sdk('server/mcp.js');
const { StreamableHTTPServerTransport } = await sdk('server/streamableHttp.js');
const { mcpAuthRouter, getOAuthProtectedResourceMetadataUrl } = await sdk('server/auth/router.js');
const { requireBearerAuth } = await sdk('server/auth/middleware/bearerAuth.js');
const { InvalidGrantError, InvalidTargetError, InvalidTokenError } = await sdk('server/auth/errors.js');

const resource = new URL('/mcp', site);
const isOurs = (asked) => asked?.href === resource.href;
const secret = () => randomBytes(24).toString('base64url');

// The library speaks OAuth; what it leaves to a deployment is in these tables.
const clients = new Map();
const codes = new Map();
const accessTokens = new Map();
const refreshTokens = new Map();

function issue(grant, scopes) {
  const access = secret();
  const refresh = secret();
  accessTokens.set(access, { ...grant, scopes, expiresAt: Date.now() / 1000 + accessTtl });
  refreshTokens.set(refresh, { ...grant, scopes });
  return {
    access_token: access,
    token_type: 'bearer',
    expires_in: accessTtl,
    refresh_token: refresh,
    scope: scopes.join(' '),
  };
}

const provider = {
  clientsStore: {
    getClient: (id) => clients.get(id),
    registerClient: (client) => {
      clients.set(client.client_id, client);
      return client;
    },
  },
  // The user consents without being asked.
  async authorize(client, params, res) {
    const target = new URL(params.redirectUri);
    if (params.state !== undefined) target.searchParams.set('state', params.state);
    if (isOurs(params.resource)) {
      const code = secret();
      codes.set(code, { clientId: client.client_id, params });
      target.searchParams.set('code', code);
    } else {
      target.searchParams.set('error', 'invalid_target');
    }
    res.redirect(target.href);
  },
  async challengeForAuthorizationCode(_client, code) {
    if (!codes.has(code)) throw new InvalidGrantError('unknown code');
    return codes.get(code).params.codeChallenge;
  },
  async exchangeAuthorizationCode(client, code, _verifier, redirectUri, asked) {
    const { clientId, params } = codes.get(code) ?? {};
    codes.delete(code);
    if (clientId !== client.client_id || redirectUri !== params.redirectUri) {
      throw new InvalidGrantError('not the code of this client and sign-in');
    }
    if (!isOurs(asked)) throw new InvalidTargetError('the token is for another resource');
    return issue({ clientId, resource }, params.scopes ?? []);
  },
  async exchangeRefreshToken(client, token, scopes, asked) {
    const grant = refreshTokens.get(token);
    refreshTokens.delete(token);
    if (grant?.clientId !== client.client_id) throw new InvalidGrantError('unknown refresh token');
    if (!isOurs(asked)) throw new InvalidTargetError('the token is for another resource');
    return issue({ clientId: grant.clientId, resource }, scopes ?? grant.scopes);
  },
  async verifyAccessToken(token) {
    const known = accessTokens.get(token);
    if (!known || known.expiresAt < Date.now() / 1000) throw new InvalidTokenError('unknown or over');
    return { token, ...known };
  },
  async revokeToken(_client, { token }) {
    accessTokens.delete(token);
    refreshTokens.delete(token);
  },
};

const app = express();
app.use(mcpAuthRouter({
  provider,
  issuerUrl: new URL(site),
  resourceServerUrl: resource,
  resourceName: 'MCP server of the integration tests',
  scopesSupported: ['mcp:tools'],
  clientRegistrationOptions: { rateLimit: false },
  authorizationOptions: { rateLimit: false },
  tokenOptions: { rateLimit: false },
  revocationOptions: { rateLimit: false },
}));

const needs = (requiredScopes) => requireBearerAuth({
  verifier: provider,
  requiredScopes,
  resourceMetadataUrl: getOAuthProtectedResourceMetadataUrl(resource),
  expectedResource: resource,
});

async function serve(req, res) {
  const server = new McpServer({ name: 'interop', version: '1.0.0' });
  server.registerTool('whoami', { description: 'The client of the token' }, async (extra) => ({
    content: [{ type: 'text', text: extra.authInfo.clientId }],
  }));
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: undefined,
    enableJsonResponse: true,
  });
  res.on('close', () => {
    transport.close();
    server.close();
  });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
}

app.all('/mcp', needs(['mcp:tools']), express.json(), serve);
app.get('/mcp/admin', needs(['mcp:tools', 'mcp:admin']), (req, res) => {
  res.json({ scopes: req.auth.scopes });
});
// Forgets a client, as servers do that keep registrations for a while.
app.delete('/clients/:id', (req, res) => {
  res.sendStatus(clients.delete(req.params.id) ? 204 : 404);
});

app.listen(Number(port), '127.0.0.1', (error) => {
  if (error) {
    console.error(error.message);
    process.exit(1);
  }
  process.stdout.write(`READY ${site}\n`);
});
