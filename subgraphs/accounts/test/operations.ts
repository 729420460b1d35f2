const SESSION_PAYLOAD = `
  account { id displayName email roles createdAt memberships { role restaurant { id } } }
  session { id accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt }
  userErrors { code message field }`;

export const REGISTER = `mutation ($input: RegisterInput!) { register(input: $input) { ${SESSION_PAYLOAD} } }`;
export const LOG_IN = `mutation ($input: LogInInput!) { logIn(input: $input) { ${SESSION_PAYLOAD} } }`;
export const REFRESH = `mutation ($input: RefreshSessionInput!) {
  refreshSession(input: $input) { ${SESSION_PAYLOAD} }
}`;
export const LOG_OUT = `mutation { logOut { userErrors { code } } }`;
const suspension = (name: string): string => `mutation ($input: AccountInput!) {
  ${name}(input: $input) { account { id suspendedAt } userErrors { code field } }
}`;
export const SUSPEND = suspension('suspendAccount');
export const REINSTATE = suspension('reinstateAccount');
export const ME = `query { me { id displayName email roles memberships { role restaurant { id } } } }`;
export const GRANT_ROLE = `mutation ($input: GrantRoleInput!) {
  grantRole(input: $input) { account { id roles } userErrors { code field } }
}`;
export const ADD_MEMBER = `mutation ($input: AddRestaurantMemberInput!) {
  addRestaurantMember(input: $input) { membership { role restaurant { id } } userErrors { code field } }
}`;
export const ACCOUNTS = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Account { id displayName email roles createdAt memberships { role } }
  }
}`;

/** A registration that is fine but for what a test changes. */
export function registration(more: Readonly<Record<string, unknown>> = {}): {
  input: Record<string, unknown>;
} {
  return {
    input: {
      email: `${crypto.randomUUID()}@example.com`,
      password: 'correct horse battery',
      displayName: 'Ana María',
      ...more,
    },
  };
}
