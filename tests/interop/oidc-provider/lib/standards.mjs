// Every standard that the library speaks. The profile fapi2 has the same clients
// under the rules of FAPI 2.0.
import { randomBytes } from 'node:crypto';

import { configuration as plain, clients as plainClients, userScopes } from './plain.mjs';
import { httpsRedirectUri, redirectUri } from './pages.mjs';

const ciba = 'urn:openid:params:grant-type:ciba';
export const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
export const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
export const hmacSecret = 'a secret of the client with 64 characters, long enough for HS256...';
const secret = 'standards-secret';

const web = (client_id, more = {}) => ({
  client_id,
  redirect_uris: [redirectUri],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  scope: userScopes,
  client_secret: secret,
  token_endpoint_auth_method: 'client_secret_basic',
  ...more,
});
const keyed = (client_id, jwks, alg, more = {}) => web(client_id, {
  client_secret: undefined,
  token_endpoint_auth_method: 'private_key_jwt',
  token_endpoint_auth_signing_alg: alg,
  jwks,
  ...more,
});
const machine = (client_id, more = {}) => web(client_id, {
  redirect_uris: [],
  grant_types: ['client_credentials'],
  response_types: [],
  ...more,
});

const clients = (keys, tls) => [
  ...plainClients,
  web('connect-client'),
  web('par-client', { require_pushed_authorization_requests: true }),
  web('jar-client', {
    jwks: keys.jwks('ES256'),
    request_object_signing_alg: 'ES256',
    require_signed_request_object: true,
  }),
  web('jarm-client', { authorization_signed_response_alg: 'RS256' }),
  web('jarm-es256-client', { authorization_signed_response_alg: 'ES256' }),
  web('dpop-client', {
    application_type: 'native',
    client_secret: undefined,
    token_endpoint_auth_method: 'none',
    dpop_bound_access_tokens: true,
  }),
  web('dpop-web-client', { dpop_bound_access_tokens: true }),
  keyed('key-es256-client', keys.jwks('ES256'), 'ES256'),
  keyed('key-rs256-client', keys.jwks('RS256'), 'RS256'),
  keyed('key-ps256-client', keys.jwks('PS256'), 'PS256'),
  keyed('key-eddsa-client', keys.jwks('EdDSA'), 'EdDSA'),
  web('hmac-client', {
    client_secret: hmacSecret,
    token_endpoint_auth_method: 'client_secret_jwt',
    token_endpoint_auth_signing_alg: 'HS256',
  }),
  machine('key-service-client', {
    client_secret: undefined,
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: keys.jwks('ES256'),
  }),
  web('id-token-es256-client', { id_token_signed_response_alg: 'ES256' }),
  web('id-token-ps256-client', { id_token_signed_response_alg: 'PS256' }),
  web('id-token-eddsa-client', { id_token_signed_response_alg: 'EdDSA' }),
  web('id-token-rsa-encrypted-client', {
    jwks: keys.jwks('RSA-OAEP-256'),
    id_token_encrypted_response_alg: 'RSA-OAEP-256',
    id_token_encrypted_response_enc: 'A256GCM',
  }),
  web('id-token-ec-encrypted-client', {
    jwks: keys.jwks('ECDH-ES'),
    id_token_encrypted_response_alg: 'ECDH-ES',
    id_token_encrypted_response_enc: 'A128CBC-HS256',
  }),
  web('signed-userinfo-client', { userinfo_signed_response_alg: 'RS256' }),
  web('signed-introspection-client', { introspection_signed_response_alg: 'RS256' }),
  web('logout-client', { post_logout_redirect_uris: [`${redirectUri}/signed-out`] }),
  web('details-client', { authorization_details_types: ['payment_initiation'] }),
  web('ciba-client', {
    redirect_uris: [],
    response_types: [],
    grant_types: [ciba, 'refresh_token'],
    backchannel_token_delivery_mode: 'poll',
  }),
  machine('exchange-client', { grant_types: ['client_credentials', tokenExchange] }),
  machine('bearer-client', { grant_types: [jwtBearer], jwks: keys.jwks('ES256') }),
  ...tls ? certified(tls) : [],
];

const certified = (tls) => [
  web('certificate-client', {
    client_secret: undefined,
    token_endpoint_auth_method: 'tls_client_auth',
    tls_client_auth_san_dns: 'certificate-client.example',
    tls_client_certificate_bound_access_tokens: true,
  }),
  web('self-signed-client', {
    client_secret: undefined,
    token_endpoint_auth_method: 'self_signed_tls_client_auth',
    tls_client_certificate_bound_access_tokens: true,
    jwks: tls.selfSignedJwks(),
  }),
];

const fapiClients = (keys, tls) => [
  keyed('fapi2-client', keys.jwks('ES256'), 'ES256', { dpop_bound_access_tokens: true }),
  keyed('fapi2-ps256-client', keys.jwks('PS256'), 'PS256', {
    id_token_signed_response_alg: 'PS256',
    dpop_bound_access_tokens: true,
  }),
  keyed('fapi2-signing-client', keys.jwks('ES256'), 'ES256', {
    dpop_bound_access_tokens: true,
    require_signed_request_object: true,
    request_object_signing_alg: 'ES256',
    authorization_signed_response_alg: 'ES256',
    introspection_signed_response_alg: 'ES256',
  }),
  ...tls ? certified(tls) : [],
].map((client) => ({
  id_token_signed_response_alg: 'ES256',
  ...client,
  redirect_uris: [httpsRedirectUri],
}));

export function configuration({
  issuer, accessTtl, pages, keys, tls, aliases, fapi, backchannel, errors,
}) {
  const base = plain(accessTtl, pages);
  return {
    ...base,
    clients: (fapi ? fapiClients : clients)(keys, tls),
    clientAuthMethods: [
      'none', 'client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt',
      ...tls ? ['tls_client_auth', 'self_signed_tls_client_auth'] : [],
    ],
    discovery: aliases ? { mtls_endpoint_aliases: aliases } : {},
    features: {
      ...base.features,
      backchannelLogout: { enabled: true },
      ciba: {
        enabled: true,
        deliveryModes: ['poll'],
        async processLoginHint(_ctx, hint) {
          return hint === 'alice' ? hint : undefined;
        },
        async verifyUserCode() {},
        async validateRequestContext() {},
        async triggerAuthenticationDevice(_ctx, request) {
          backchannel.ask(request);
        },
      },
      claimsParameter: { enabled: true },
      dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
      encryption: { enabled: true },
      fapi: fapi ? { enabled: true, profile: '2.0' } : { enabled: false },
      jwtIntrospection: { enabled: true },
      jwtResponseModes: { enabled: true },
      jwtUserinfo: { enabled: true },
      mTLS: tls ? tls.feature() : { enabled: false },
      pushedAuthorizationRequests: {
        enabled: true,
        requirePushedAuthorizationRequests: fapi,
      },
      registration: { enabled: true },
      registrationManagement: { enabled: true },
      requestObjects: { enabled: true },
      resourceIndicators: {
        enabled: true,
        async getResourceServerInfo(_ctx, resource) {
          const info = { scope: 'read write', audience: resource };
          if (resource === `${issuer}/api/`) return info;
          if (resource === `${issuer}/api/jwt`) return { ...info, accessTokenFormat: 'jwt' };
          throw new errors.InvalidTarget('unknown resource');
        },
        async useGrantedResource() {
          return true;
        },
      },
      richAuthorizationRequests: {
        enabled: true,
        types: { payment_initiation: { validate() {} } },
        authorizationDetailsForGrantSource: (ctx) =>
          JSON.parse(ctx.oidc.params.authorization_details ?? '[]'),
        authorizationDetailsForAccessToken: (_ctx, _token, source) => source?.rar,
        authorizationDetailsForIntrospection: (_ctx, token) => token.rar,
      },
      rpInitiatedLogout: { enabled: true, ...pages.logout },
    },
    enabledJWA: {
      idTokenEncryptionAlgValues: ['RSA-OAEP-256', 'ECDH-ES'],
      idTokenEncryptionEncValues: ['A256GCM', 'A128CBC-HS256'],
    },
    // The library's own guard lets no request go to loopback.
    fetch: (url, { dispatcher, ...options }) => fetch(url, options),
  };
}
