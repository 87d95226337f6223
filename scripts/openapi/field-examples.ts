import { demoIds } from '../../local/demo-data.ts';

/** Stands where no example is known; a test finds it. */
export const STOPGAP = '?';

const JWT = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIwMTlhOGMyZSJ9.c2lnbmF0dXJl';
const CURSOR = 'WyIyMDI2LTAzLTAyIiwiMDE5YThjMmUiXQ';

/** What a text is, by the format of its schema. */
export const formatExamples: Readonly<Record<string, string>> = {
  uuid: '019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d',
  email: 'eve@strata.example',
  date: '2026-03-02',
  'date-time': '2026-03-02T09:30:00.000Z',
  uri: 'https://strata.example/',
};

/**
 * What a field holds in an example, by its name, or by that of what holds it and its own where the name alone does not
 * say enough. A schema's own `.meta({ examples: [...] })` comes first.
 */
export const fieldExamples: Readonly<Record<string, unknown>> = {
  accessToken: JWT,
  age: 34,
  averageCents: 2500,
  body: '{"jobId":"019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d"}',
  cents: 2500,
  clientMessageId: 'c1a9',
  clientSecret: 'pi_example_secret_example',
  connectionId: 'dK3xTfq0oAMCJtA=',
  'connection.id': 'dK3xTfq0oAMCJtA=',
  content: 'Hello! Is the mug still to be had?',
  currency: 'USD',
  currentPassword: 'correct horse battery staple',
  cursor: CURSOR,
  description: 'Stoneware, holds 350 ml.',
  email: formatExamples['email'],
  expiresInSeconds: 300,
  'issuedTicket.expiresInSeconds': 30,
  groupId: 'user-019a8c2e',
  issuer: 'https://login.strata.example',
  lastReason: 'The mail server did not answer',
  left: 1,
  lastSeq: 42,
  messageId: '0e1f6a4c-0b6f-4a3d-8a57-6f5f0c9e2b11',
  message: 'Your order has been shipped.',
  'error.message': 'must be 1 or more',
  name: 'Mug',
  'newRoom.name': 'Kitchen',
  'registration.name': 'Eve',
  roomId: demoIds.room,
  'room.name': 'Kitchen',
  'user.name': 'Eve',
  newPassword: 'a longer horse battery staple',
  nextCursor: CURSOR,
  password: 'correct horse battery staple',
  paymentToken: 'tok_success',
  pointer: '/body/items/0/quantity',
  priceCents: 1250,
  productId: demoIds.product,
  quantity: 2,
  readSeq: 40,
  reason: 'The handle was broken',
  refreshToken: 'kV0b3l5r0pZcXQ1Yy1nUe8mJ2wT7sHdA4fGi6oK9xLQ',
  requestId: 'b6a7c9f0-4f0e-4b8e-9a51-0d5b1f3c7e21',
  requested: 2,
  seq: 42,
  stock: 120,
  subject: 'auth0|5f7c8ec7c33c6c004bbafe82',
  ticket: 'Zk3v1Qx0bTj8wYcR5uNn2sLhPq7aEdGf',
  token: JWT,
  totalCents: 2500,
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  type: 'order.shipped',
  uniqueKey: 'report-daily-2026-03-02',
  unread: 2,
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
  userName: 'Eve',
  version: 3,
  zone: 'America/New_York',
};
