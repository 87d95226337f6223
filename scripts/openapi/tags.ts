/** What the operations of each domain are about, in the order in which a reader meets them. */
export const tags: Readonly<Record<string, string>> = {
  users: 'Accounts and profiles',
  sessions: 'Signing in and out, and keeping signed in',
  identities: 'Signing in through an identity provider of your own',
  products: 'What is on sale',
  orders: 'Placing orders and following them',
  payments: 'What was charged and paid back',
  rooms: 'Rooms to talk in, their members and messages',
  notifications: 'What a user was told',
  tickets: 'Letting a browser open the real-time connection',
  connections: 'Who is connected, for administrators',
  reports: 'Figures for administrators',
  jobs: 'Background work, for administrators',
  health: 'Whether the API answers',
};
