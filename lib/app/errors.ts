import type { ConnectionError } from '../connections/connections.errors.ts';
import type { NotReady } from '../health/health.errors.ts';
import type { IdentityError } from '../identities/identities.errors.ts';
import type { NotificationError } from '../notifications/notifications.errors.ts';
import type { JobError } from '../jobs/jobs.errors.ts';
import type { OrderError } from '../orders/orders.errors.ts';
import type { PaymentEventError, ProviderUnavailable } from '../payments/payments.errors.ts';
import type { Problem } from '../platform/http/problem.ts';
import type { IdempotencyError } from '../platform/http/idempotency.ts';
import type { Stale } from '../platform/http/precondition.ts';
import type { InvalidRequest } from '../platform/http/request-error.ts';
import type { ProductError } from '../products/products.errors.ts';
import type { ReportError } from '../reports/reports.errors.ts';
import type { RoomError } from '../rooms/rooms.errors.ts';
import type { SessionError } from '../sessions/sessions.errors.ts';
import type { PasswordError } from '../users/passwords.errors.ts';
import type { UserError } from '../users/users.errors.ts';

/** What the wrappers themselves refuse. */
type WrapperError =
  | InvalidRequest
  | {
      readonly code:
        | 'request.malformed_json'
        | 'request.media_type'
        | 'request.too_large'
        | 'request.unknown_event'
        | 'precondition.required'
        | 'auth.required'
        | 'auth.forbidden'
        | 'route.not_found';
      readonly detail: string;
    }
  | { readonly code: 'route.method_not_allowed'; readonly detail: string; readonly allow: readonly string[] }
  | {
      readonly code: 'server.busy' | 'request.rate_limited';
      readonly detail: string;
      readonly retryAfterSeconds: number;
    }
  | { readonly code: 'server.error'; readonly detail: string };

/** Everything a caller can be told to have gone wrong. */
export type AppError =
  | WrapperError
  | IdempotencyError
  | Stale
  | UserError
  | PasswordError
  | SessionError
  | IdentityError
  | ProductError
  | OrderError
  | PaymentEventError
  | ProviderUnavailable
  | RoomError
  | NotificationError
  | ConnectionError
  | NotReady
  | ReportError
  | JobError;

export type ErrorCode = AppError['code'];

interface ProblemType {
  readonly status: number;
  /** The same for every occurrence (RFC 9457, section 3.1.3). */
  readonly title: string;
}

/** Exhaustive: an error without a status does not compile. */
export const problemTypes: Readonly<Record<ErrorCode, ProblemType>> = {
  'request.invalid': { status: 400, title: 'The request is invalid' },
  'request.malformed_json': { status: 400, title: 'The body is not JSON' },
  'request.unknown_event': { status: 400, title: 'There is no such event' },
  'request.too_large': { status: 413, title: 'The body is too large' },
  'request.media_type': { status: 415, title: 'The body must be JSON' },
  'auth.required': { status: 401, title: 'Sign-in is required' },
  'auth.forbidden': { status: 403, title: 'This is not yours to do' },
  'route.not_found': { status: 404, title: 'There is no such route' },
  'route.method_not_allowed': { status: 405, title: 'The route does not take this method' },
  'request.rate_limited': { status: 429, title: 'Too many requests' },
  'precondition.failed': { status: 412, title: 'It has changed meanwhile' },
  'precondition.required': { status: 428, title: 'If-Match is required' },
  'server.error': { status: 500, title: 'Something went wrong here' },
  'health.not_ready': { status: 503, title: 'Not everything is there' },
  'server.busy': { status: 503, title: 'Too busy just now' },
  'idempotency.key_reused': { status: 422, title: 'The Idempotency-Key was used for another request' },
  'idempotency.in_flight': { status: 409, title: 'The same request is still at work' },
  'user.email_taken': { status: 409, title: 'The address has an account' },
  'user.not_found': { status: 404, title: 'There is no such user' },
  'user.wrong_password': { status: 403, title: 'The current password is wrong' },
  'password_reset.invalid_token': { status: 422, title: 'The token sets no password' },
  'session.wrong_credentials': { status: 401, title: 'The credentials are wrong' },
  'session.ended': { status: 401, title: 'The session has ended' },
  'session.not_found': { status: 404, title: 'There is no such session' },
  'identity.invalid_token': { status: 422, title: 'The issuer does not vouch for the token' },
  'identity.not_linked': { status: 401, title: 'Nobody has linked the identity' },
  'identity.taken': { status: 409, title: 'Another account has the identity' },
  'identity.not_found': { status: 404, title: 'There is no such identity' },
  'identity.no_issuer': { status: 404, title: 'No other issuer is accepted here' },
  'identity.issuer_unavailable': { status: 503, title: 'The issuer does not answer' },
  'product.not_found': { status: 404, title: 'There is no such product' },
  'product.insufficient_stock': { status: 409, title: 'Fewer are left' },
  'product.stock_limit': { status: 409, title: 'The stock would be too large' },
  'order.not_found': { status: 404, title: 'There is no such order' },
  'order.unknown_product': { status: 409, title: 'A product is not on sale' },
  'order.mixed_currencies': { status: 409, title: 'The products have different currencies' },
  'order.out_of_stock': { status: 409, title: 'A product is out of stock' },
  'order.not_cancellable': { status: 409, title: 'The order can no longer be cancelled' },
  'order.not_refundable': { status: 409, title: 'There is nothing to refund' },
  'payment.provider_unavailable': { status: 503, title: 'The payment provider does not answer' },
  'payment.no_provider': { status: 404, title: 'There is no such provider' },
  'payment.wrong_signature': { status: 400, title: 'The signature is wrong' },
  'payment.unreadable_event': { status: 400, title: 'The event cannot be read' },
  'notification.not_found': { status: 404, title: 'There is no such notification' },
  'notification.already_sent': { status: 409, title: 'The notification has been sent' },
  'room.not_found': { status: 404, title: 'There is no such room' },
  'room.not_manager': { status: 403, title: 'The room is not yours to manage' },
  'room.member_not_found': { status: 404, title: 'There is no such member' },
  'connection.not_found': { status: 404, title: 'There is no such connection' },
  'job.not_found': { status: 404, title: 'There is no such job' },
  'job.not_retryable': { status: 409, title: 'The job cannot be retried' },
  'job.unique_key_taken': { status: 409, title: 'A live job has the same unique key' },
  'job.has_ended': { status: 409, title: 'The job has ended' },
  'report.not_found': { status: 404, title: 'There is no such report' },
  'report.no_such_period': { status: 409, title: 'No period starts on this date' },
  'report.link_expired': { status: 403, title: 'The link has expired' },
  'report.future_date': { status: 409, title: 'The date has not come' },
};

/** An error as the client sees it. Fields beside code and detail, such as `products`, go along as extension members. */
export const toProblem = ({ code, ...fields }: AppError, requestId: string): Problem => {
  const { status, title } = problemTypes[code];
  return { type: `urn:strata:problem:${code}`, title, status, code, requestId, ...fields } as Problem;
};

/** Headers that a problem's answer needs beside its body. */
export const problemHeaders = (error: AppError): Readonly<Record<string, string>> => ({
  ...('retryAfterSeconds' in error && { 'retry-after': String(error.retryAfterSeconds) }),
  ...('allow' in error && { allow: error.allow.join(', ') }),
  // RFC 9110, section 15.5.2: a 401 says how to authenticate.
  ...(problemTypes[error.code].status === 401 && { 'www-authenticate': 'Bearer' }),
});
