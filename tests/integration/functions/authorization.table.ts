import type { HttpRequest } from '../../support/http.ts';
import type { World } from '../../support/world.ts';

/** What each kind of caller comes to: nobody, a stranger, a member of the owner's room, the owner, an administrator. */
type Row = readonly [nobody: string, stranger: string, member: string, owner: string, admin: string];

const MUST = 'must sign in';
const NO = 'is refused';
const NONE = 'finds nothing';
const YES = 'is answered';

const everybody: Row = [YES, YES, YES, YES, YES];
const signedIn: Row = [MUST, YES, YES, YES, YES];
const admins: Row = [MUST, NO, NO, NO, YES];
/** What is the owner's is as absent for others as what does not exist; administrators see it. */
const ownerAndAdmins: Row = [MUST, NONE, NONE, YES, YES];
const ownerAlone: Row = [MUST, NONE, NONE, YES, NONE];
/** A private room: those in it, and administrators as far as managing goes. */
const inRoom: Row = [MUST, NONE, YES, YES, NONE];
const knowOfRoom: Row = [MUST, NONE, YES, YES, YES];
const manageRoom: Row = [MUST, NONE, NO, YES, YES];

const ANY_VERSION = { 'if-match': '*' };
const password = 'a password that nobody has';

export const allowedRoutes: Readonly<Record<string, Row>> = {
  'GET /health': everybody,
  'GET /health/ready': everybody,
  'POST /users': everybody,
  'GET /users': admins,
  'GET /users/{userId}': ownerAndAdmins,
  'PATCH /users/{userId}': ownerAndAdmins,
  'DELETE /users/{userId}': ownerAndAdmins,
  'POST /users/{userId}/password': ownerAlone,
  'POST /password-resets': everybody,
  'POST /password-resets/complete': everybody,
  'POST /sessions': everybody,
  'POST /sessions/refresh': everybody,
  // No external issuer is configured here.
  'POST /sessions/external': [NONE, NONE, NONE, NONE, NONE],
  'GET /sessions': signedIn,
  'DELETE /sessions/current': signedIn,
  'DELETE /sessions/{sessionId}': ownerAlone,
  'POST /identities': [MUST, NONE, NONE, NONE, NONE],
  'GET /identities': signedIn,
  'DELETE /identities/{identityId}': ownerAlone,
  'GET /products': everybody,
  'GET /products/{productId}': everybody,
  'GET /admin/products': admins,
  'POST /products': admins,
  'PATCH /products/{productId}': admins,
  'POST /products/{productId}/archive': admins,
  'POST /products/{productId}/restore': admins,
  'POST /products/{productId}/stock-adjustments': admins,
  'GET /products/{productId}/stock-adjustments': admins,
  'POST /orders': signedIn,
  'GET /orders': signedIn,
  'GET /orders/{orderId}': ownerAndAdmins,
  'POST /orders/{orderId}/cancel': ownerAndAdmins,
  'POST /orders/{orderId}/refund': admins,
  'GET /orders/{orderId}/events': ownerAndAdmins,
  // The answer may let one go on with the payment: not even administrators have it.
  'GET /orders/{orderId}/payment': ownerAlone,
  // The sandbox takes payments here, and nobody tells of them. Who may is told by a signature: stripe-events.test.ts.
  'POST /payments/stripe/events': [NONE, NONE, NONE, NONE, NONE],
  'POST /reports': admins,
  'GET /reports': admins,
  // There is none of that date: what counts is who gets as far as being told.
  'GET /reports/{kind}/{date}': [MUST, NO, NO, NO, NONE],
  'DELETE /reports/{kind}/{date}': [MUST, NO, NO, NO, NONE],
  // By a signature that is not ours.
  'GET /reports/{kind}/{date}/page': [NO, NO, NO, NO, NO],
  'POST /notifications': admins,
  'DELETE /notifications/scheduled/{notificationId}': [MUST, NO, NO, NO, NONE],
  'GET /notifications': signedIn,
  'GET /notifications/unread-count': signedIn,
  'PUT /notifications/{notificationId}/read': ownerAlone,
  'POST /notifications/read-all': signedIn,
  'POST /rooms': signedIn,
  'GET /rooms': signedIn,
  'GET /rooms/{roomId}': knowOfRoom,
  'GET /rooms/{roomId}/members': knowOfRoom,
  'PUT /rooms/{roomId}/members/{userId}': manageRoom,
  'DELETE /rooms/{roomId}/members/{userId}': [MUST, NONE, YES, YES, YES],
  'GET /rooms/{roomId}/messages': inRoom,
  'POST /rooms/{roomId}/messages': inRoom,
  'PUT /rooms/{roomId}/read': inRoom,
  'POST /realtime/tickets': signedIn,
  'GET /realtime/connections': admins,
  'DELETE /realtime/connections/{connectionId}': admins,
  'GET /jobs': admins,
  'GET /jobs/{jobId}': admins,
  'POST /jobs/{jobId}/retry': admins,
  'POST /jobs/{jobId}/cancel': admins,
  'POST /jobs/retry': admins,
  'POST /jobs/cancel': admins,
  'GET /queues': admins,
  'POST /queues/{queue}/pause': admins,
  'POST /queues/{queue}/resume': admins,
  'GET /queues/{queue}/dead-letters': admins,
  'POST /queues/{queue}/redrive': admins,
};

/** What clients send over their connections; the same holds for an event whichever function answers it. */
export const allowedEvents: Readonly<Record<string, Row>> = {
  'room.join': inRoom,
  // Whether there is such a room is not said.
  'room.leave': signedIn,
  'message.send': inRoom,
  'message.read': inRoom,
  'typing.start': inRoom,
  'typing.stop': inRoom,
  'presence.list': inRoom,
  ping: signedIn,
  'ops.join': admins,
  'ops.leave': signedIn,
};

/** A request about the owner's things that the contract accepts, so that only the caller decides. */
export const requests: Readonly<Record<string, (world: World) => HttpRequest>> = {
  'POST /users': () => ({
    body: { name: 'Eve', email: `${crypto.randomUUID()}@strata.example`, age: 30, password },
    sourceIp: `192.0.2.${Math.floor(performance.now()) % 250}`,
  }),
  'GET /users/{userId}': ({ owner }) => ({ params: { userId: owner.userId } }),
  'PATCH /users/{userId}': ({ owner }) => ({
    params: { userId: owner.userId },
    headers: ANY_VERSION,
    body: { name: 'Changed' },
  }),
  'DELETE /users/{userId}': ({ owner }) => ({
    params: { userId: owner.userId },
    body: { currentPassword: password },
  }),
  'POST /users/{userId}/password': ({ owner }) => ({
    params: { userId: owner.userId },
    body: { currentPassword: password, newPassword: 'another password of theirs' },
  }),
  'POST /password-resets': () => ({ body: { email: `${crypto.randomUUID()}@strata.example` } }),
  'POST /password-resets/complete': () => ({ body: { token: crypto.randomUUID(), newPassword: password } }),
  'POST /sessions': () => ({ body: { email: `${crypto.randomUUID()}@strata.example`, password } }),
  'POST /sessions/refresh': () => ({ body: { refreshToken: crypto.randomUUID() } }),
  'POST /sessions/external': () => ({ body: { token: 'a.b.c' } }),
  'DELETE /sessions/{sessionId}': ({ owner }) => ({ params: { sessionId: owner.sessionId } }),
  'POST /identities': () => ({ body: { token: 'a.b.c', currentPassword: password } }),
  'DELETE /identities/{identityId}': ({ identity }) => ({ params: { identityId: identity } }),
  'GET /products/{productId}': ({ product }) => ({ params: { productId: product } }),
  'POST /products': () => ({ body: { name: 'Mug', priceCents: 100 } }),
  'PATCH /products/{productId}': ({ product }) => ({
    params: { productId: product },
    headers: ANY_VERSION,
    body: { name: 'Cup' },
  }),
  'POST /products/{productId}/archive': ({ product }) => ({
    params: { productId: product },
    headers: ANY_VERSION,
  }),
  'POST /products/{productId}/restore': ({ archived }) => ({
    params: { productId: archived },
    headers: ANY_VERSION,
  }),
  'POST /products/{productId}/stock-adjustments': ({ product }) => ({
    params: { productId: product },
    body: { delta: 1, reason: 'found one' },
  }),
  'GET /products/{productId}/stock-adjustments': ({ product }) => ({ params: { productId: product } }),
  'POST /orders': ({ product }) => ({
    body: { items: [{ productId: product, quantity: 1 }], paymentToken: 'tok_success' },
  }),
  'GET /orders/{orderId}': ({ order }) => ({ params: { orderId: order } }),
  'POST /orders/{orderId}/cancel': ({ order }) => ({ params: { orderId: order }, body: {} }),
  'POST /orders/{orderId}/refund': ({ order }) => ({
    params: { orderId: order },
    body: { reason: 'broken' },
  }),
  'GET /orders/{orderId}/events': ({ order }) => ({ params: { orderId: order } }),
  'GET /orders/{orderId}/payment': ({ order }) => ({ params: { orderId: order } }),
  'POST /payments/stripe/events': () => ({ body: {} }),
  'POST /reports': ({ date }) => ({ body: { kind: 'daily', date } }),
  'GET /reports/{kind}/{date}': ({ date }) => ({ params: { kind: 'daily', date } }),
  'DELETE /reports/{kind}/{date}': ({ date }) => ({ params: { kind: 'daily', date } }),
  'GET /reports/{kind}/{date}/page': ({ date }) => ({
    params: { kind: 'daily', date },
    query: { expires: '4102444800', signature: 'forged' },
  }),
  'POST /notifications': ({ owner }) => ({ body: { to: { userId: owner.userId }, message: 'Hello' } }),
  'DELETE /notifications/scheduled/{notificationId}': ({ scheduled }) => ({
    params: { notificationId: scheduled },
  }),
  'PUT /notifications/{notificationId}/read': ({ notification }) => ({
    params: { notificationId: notification },
  }),
  'POST /rooms': () => ({ body: { name: 'Room', visibility: 'private' } }),
  'GET /rooms/{roomId}': ({ room }) => ({ params: { roomId: room } }),
  'GET /rooms/{roomId}/members': ({ room }) => ({ params: { roomId: room } }),
  'PUT /rooms/{roomId}/members/{userId}': ({ room, stranger }) => ({
    params: { roomId: room, userId: stranger.userId },
  }),
  'DELETE /rooms/{roomId}/members/{userId}': ({ room, member }) => ({
    params: { roomId: room, userId: member.userId },
  }),
  'GET /rooms/{roomId}/messages': ({ room }) => ({ params: { roomId: room } }),
  'POST /rooms/{roomId}/messages': ({ room }) => ({ params: { roomId: room }, body: { content: 'Hello' } }),
  'PUT /rooms/{roomId}/read': ({ room }) => ({ params: { roomId: room }, body: { seq: 1 } }),
  'DELETE /realtime/connections/{connectionId}': ({ connection }) => ({
    params: { connectionId: connection },
  }),
  'GET /jobs/{jobId}': ({ job }) => ({ params: { jobId: job } }),
  'POST /jobs/{jobId}/retry': ({ job }) => ({ params: { jobId: job } }),
  'POST /jobs/{jobId}/cancel': ({ job }) => ({ params: { jobId: job } }),
  'POST /jobs/retry': () => ({ body: { name: 'test.nothing' } }),
  'POST /jobs/cancel': () => ({ body: { name: 'test.nothing' } }),
  'POST /queues/{queue}/pause': () => ({ params: { queue: 'reports' } }),
  'POST /queues/{queue}/resume': () => ({ params: { queue: 'reports' } }),
  'GET /queues/{queue}/dead-letters': () => ({ params: { queue: 'reports' } }),
  'POST /queues/{queue}/redrive': () => ({ params: { queue: 'reports' }, body: {} }),
};

/** The data of an event about the owner's room that its schema accepts. */
export const eventData: Readonly<Record<string, (world: World) => unknown>> = {
  'room.join': ({ room }) => ({ roomId: room }),
  'room.leave': ({ room }) => ({ roomId: room }),
  'message.send': ({ room }) => ({ roomId: room, content: 'Hello' }),
  'message.read': ({ room }) => ({ roomId: room, seq: 1 }),
  'typing.start': ({ room }) => ({ roomId: room }),
  'typing.stop': ({ room }) => ({ roomId: room }),
  'presence.list': ({ room }) => ({ roomId: room }),
};
