// Plain OAuth 2.0 with OpenID Connect on top: what most servers on the net do.
import { redirectUri } from './pages.mjs';

const deviceCode = 'urn:ietf:params:oauth:grant-type:device_code';
export const userScopes = 'openid offline_access read write';

export const clients = [
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
];

// What every profile has.
export const configuration = (accessTtl, pages) => ({
  clients,
  scopes: ['openid', 'offline_access', 'read', 'write'],
  async findAccount(_ctx, id) {
    return { accountId: id, claims: async () => ({ sub: id }) };
  },
  features: {
    clientCredentials: { enabled: true },
    deviceFlow: { enabled: true, ...pages.device },
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
