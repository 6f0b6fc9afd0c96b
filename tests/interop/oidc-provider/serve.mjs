// node serve.mjs INSTALL_DIR PORT
//
// OAUTH_INTEROP_PROFILE is plain (the default), standards or fapi2.
// OAUTH_INTEROP_TLS is a directory with certificates (see lib/tls.mjs): standards
// then listens for client certificates on a port of its own, and fapi2 speaks TLS only.
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import * as pages from './lib/pages.mjs';
import * as plain from './lib/plain.mjs';
import * as standards from './lib/standards.mjs';
import * as grants from './lib/grants.mjs';
import { ClientKeys, providerKeys } from './lib/keys.mjs';
import { Resource } from './lib/resource.mjs';
import { Tls } from './lib/tls.mjs';

// The end of standard input means that whoever started this server is gone.
process.stdin.on('end', () => process.exit(0));
process.stdin.on('error', () => process.exit(0));
process.stdin.resume();

const [dir, port] = process.argv.slice(2);
const accessTtl = Number(process.env.OAUTH_INTEROP_ACCESS_TTL || 3600);
const profile = process.env.OAUTH_INTEROP_PROFILE || 'plain';
const tls = process.env.OAUTH_INTEROP_TLS && new Tls(process.env.OAUTH_INTEROP_TLS);
const fapi = profile === 'fapi2';
const issuer = `${fapi && tls ? 'https' : 'http'}://127.0.0.1:${port}`;

const load = (path) => import(pathToFileURL(join(dir, 'node_modules', path)).href);
const { Provider, errors } = await load('oidc-provider/lib/index.js');
const { createMemoryAdapter } = await load('oidc-provider/lib/adapters/memory_adapter.js');
const library = { errors, jose: await load('jose/dist/webapi/index.js') };

const clientKeys = new ClientKeys();
const backchannel = new pages.Backchannel();
const resource = new Resource(library, issuer);
const adapter = createMemoryAdapter(0);
let keys = providerKeys();
let provider;
let callback;

// Listens, and says where.
const listen = (server, on) => new Promise((resolve) => {
  server.on('error', (err) => {
    console.error(err.message);
    process.exit(1);
  });
  server.listen(on, '127.0.0.1', () => resolve(server.address().port));
});

function start(aliases) {
  const configuration = profile === 'plain'
    ? plain.configuration(accessTtl, pages)
    : standards.configuration({
      issuer, accessTtl, pages, keys: clientKeys, tls, aliases, fapi, backchannel, errors,
    });
  provider = new Provider(issuer, { ...configuration, adapter, jwks: { keys } });
  if (profile === 'standards') grants.register(library, provider, issuer, clientKeys);
  provider.on('server_error', (_ctx, err) => console.error(err));
  callback = provider.callback();
}

const json = (res, value) => {
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify(value));
};
const done = (res) => {
  res.statusCode = 204;
  res.end();
};

let aliases;
const handlers = {
  '/api/me': (req, res) => resource.me(provider, req, res),
  '/api/jwt/me': (req, res) => resource.me(provider, req, res),
  // The private keys of the tests' clients.
  '/test/client-keys': (_req, res) => json(res, clientKeys),
  // New keys sign from now on; what the old ones signed stays good.
  '/test/rotate-keys': (_req, res) => {
    keys = [...providerKeys(), ...keys];
    start(aliases);
    done(res);
  },
  '/test/api-nonce': (_req, res) => {
    resource.rotateNonce();
    done(res);
  },
  '/test/backchannel': (req, res) => backchannel.decide(library, provider, req, res),
};

function handle(req, res) {
  const { pathname } = new URL(req.url, issuer);
  let handler = handlers[pathname] ?? callback;
  if (pathname.startsWith('/interaction/')) handler = pages.interaction.bind(undefined, provider);
  Promise.resolve(handler(req, res)).catch((err) => {
    console.error(err);
    if (!res.headersSent) res.statusCode = err.statusCode ?? err.status ?? 500;
    res.end(`${err.message}\n`);
  });
}

if (tls && !fapi) {
  const own = await listen(createTlsServer(tls.options, handle), 0);
  const at = (path) => `https://127.0.0.1:${own}${path}`;
  aliases = {
    token_endpoint: at('/token'),
    revocation_endpoint: at('/token/revocation'),
    introspection_endpoint: at('/token/introspection'),
    pushed_authorization_request_endpoint: at('/request'),
    userinfo_endpoint: at('/me'),
  };
}
start(aliases);
const server = fapi && tls ? createTlsServer(tls.options, handle) : createServer(handle);
await listen(server, Number(port));
process.stdout.write(`READY ${issuer}\n`);
