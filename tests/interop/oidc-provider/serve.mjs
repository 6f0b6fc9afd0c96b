// node serve.mjs INSTALL_DIR PORT
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [dir, port] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const accessTtl = Number(process.env.OAUTH_INTEROP_ACCESS_TTL || 3600);
const redirectUri = 'http://127.0.0.1:8765/callback';
const deviceCode = 'urn:ietf:params:oauth:grant-type:device_code';

// The end of standard input means that whoever started this server is gone.
process.stdin.on('end', () => process.exit(0));
process.stdin.on('error', () => process.exit(0));
process.stdin.resume();

const { Provider } = await import(
  pathToFileURL(join(dir, 'node_modules/oidc-provider/lib/index.js')).href
);

const userScopes = 'openid offline_access read write';

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'web-client',
      client_secret: 'web secret+/:%',
      client_name: 'Web client',
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: userScopes,
      token_endpoint_auth_method: 'client_secret_basic',
    },
    {
      client_id: 'native-client',
      client_name: 'Native client',
      application_type: 'native',
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: userScopes,
      token_endpoint_auth_method: 'none',
    },
    {
      client_id: 'device-client',
      client_name: 'Device client',
      application_type: 'native',
      redirect_uris: [],
      grant_types: [deviceCode, 'refresh_token'],
      response_types: [],
      scope: userScopes,
      token_endpoint_auth_method: 'none',
    },
    {
      client_id: 'service-client',
      client_secret: 'service-secret',
      redirect_uris: [],
      grant_types: ['client_credentials'],
      response_types: [],
      scope: 'read',
      token_endpoint_auth_method: 'client_secret_basic',
    },
    {
      client_id: 'introspection-client',
      client_secret: 'introspection-secret',
      redirect_uris: [],
      grant_types: ['client_credentials'],
      response_types: [],
      token_endpoint_auth_method: 'client_secret_basic',
    },
  ],
  scopes: ['openid', 'offline_access', 'read', 'write'],
  async findAccount(_ctx, id) {
    return { accountId: id, claims: async () => ({ sub: id }) };
  },
  features: {
    clientCredentials: { enabled: true },
    deviceFlow: {
      enabled: true,
      // The library's own forms (they carry its token against cross-site
      // posts) under the ids the other servers' pages use too.
      async userCodeInputSource(ctx, form, _out, err) {
        // The field user_code is the user's to fill in.
        const problem = err ? `<p id="error">${escape(err.name)}</p>\n` : '';
        ctx.body = page(problem + reform(form, 'continue', ''));
      },
      async userCodeConfirmSource(ctx, form, _client, _info, userCode) {
        const code = `<input type="hidden" name="user_code" value="${escape(userCode)}">\n`;
        const yes = '<input type="hidden" name="confirm" value="yes">\n';
        const no = '<input type="hidden" name="abort" value="yes">\n';
        ctx.body = page(reform(form, 'approve', code + yes) + reform(form, 'deny', code + no));
      },
      async successSource(ctx) {
        ctx.body = page('<p id="done">done</p>');
      },
    },
    devInteractions: { enabled: false },
    introspection: { enabled: true },
    revocation: { enabled: true },
    userinfo: { enabled: true },
  },
  // Also without the scope offline_access, as plain OAuth 2.0 servers do.
  issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: true,
  pkce: { required: (_ctx, client) => client.clientAuthMethod === 'none' },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  cookies: { keys: ['only for tests on this machine'] },
  ttl: {
    AccessToken: accessTtl,
    ClientCredentials: accessTtl,
    AuthorizationCode: 60,
    DeviceCode: 600,
    Grant: 86400,
    IdToken: 3600,
    Interaction: 3600,
    RefreshToken: 86400,
    Session: 86400,
  },
});

const escape = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const page = (body) =>
  `<!doctype html>\n<html><head><title>Authorization</title></head><body>\n${body}</body></html>\n`;
const consentForm = (decision, action) => `<form id="${decision}" method="post" action="${action}">
<input type="hidden" name="decision" value="${decision}">
<button type="submit">${decision}</button>
</form>
`;
// One of the library's forms with another id and more hidden fields.
const reform = (form, id, extra) => {
  const action = /action="([^"]*)"/.exec(form)[1];
  const xsrf = /name="xsrf" value="([^"]*)"/.exec(form)[1];
  return `<form id="${id}" method="post" action="${action}">
<input type="hidden" name="xsrf" value="${xsrf}">
${extra}<button type="submit">${id}</button>
</form>
`;
};

// Logs alice in without asking, and asks for consent.
async function interaction(req, res) {
  const { prompt, params, session, grantId, uid } = await provider.interactionDetails(req, res);
  if (req.method === 'GET' && prompt.name === 'login') {
    await provider.interactionFinished(req, res, { login: { accountId: 'alice' } });
    return;
  }
  if (req.method === 'GET') {
    res.setHeader('content-type', 'text/html; charset=utf-8');
    res.end(page(
      `<p>${escape(params.client_id)} asks for: ${escape(params.scope)}</p>\n`
      + consentForm('approve', `/interaction/${uid}`)
      + consentForm('deny', `/interaction/${uid}`),
    ));
    return;
  }
  let body = '';
  for await (const chunk of req) body += chunk;
  if (new URLSearchParams(body).get('decision') !== 'approve') {
    await provider.interactionFinished(req, res, {
      error: 'access_denied',
      error_description: 'alice refused',
    });
    return;
  }
  const grant = (grantId && await provider.Grant.find(grantId))
    || new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  const { missingOIDCScope, missingOIDCClaims } = prompt.details;
  if (missingOIDCScope) grant.addOIDCScope(missingOIDCScope.join(' '));
  if (missingOIDCClaims) grant.addOIDCClaims(missingOIDCClaims);
  await provider.interactionFinished(
    req,
    res,
    { consent: { grantId: await grant.save() } },
    { mergeWithLastSubmission: true },
  );
}

// The protected resource.
async function me(req, res) {
  const value = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
  const token = value && (
    await provider.AccessToken.find(value) ?? await provider.ClientCredentials.find(value)
  );
  res.setHeader('content-type', 'application/json');
  if (!token?.isValid) {
    res.statusCode = 401;
    res.setHeader('www-authenticate', value ? 'Bearer error="invalid_token"' : 'Bearer');
    res.end('{"error":"invalid_token"}\n');
    return;
  }
  res.end(JSON.stringify({ sub: token.accountId ?? token.clientId, scope: token.scope ?? '' }));
}

provider.on('server_error', (_ctx, err) => console.error(err));
const callback = provider.callback();
const server = createServer((req, res) => {
  const { pathname } = new URL(req.url, issuer);
  let handler = callback;
  if (pathname.startsWith('/interaction/')) handler = interaction;
  if (pathname === '/api/me') handler = me;
  Promise.resolve(handler(req, res)).catch((err) => {
    console.error(err);
    if (!res.headersSent) res.statusCode = err.statusCode ?? err.status ?? 500;
    res.end(`${err.message}\n`);
  });
});
server.on('error', (err) => {
  console.error(err.message);
  process.exit(1);
});
server.listen(Number(port), '127.0.0.1', () => {
  process.stdout.write(`READY ${issuer}\n`);
});
